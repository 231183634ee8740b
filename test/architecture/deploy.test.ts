import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { commands } from '#cli/commands/index.ts'
import { VARIABLES } from '#platform/config/env.ts'

const root = join(import.meta.dirname, '../..')
const files = ['deploy/leadout.service', 'deploy/Containerfile', 'docs/guides/deploy.md', 'docs/guides/tls.md']
const guides = ['docs/guides/backup.md', 'docs/guides/upgrade.md', 'README.md']
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test.each(files)('%s runs scripts that exist', (file) => {
  const scripts = [...read(file).matchAll(/\b((?:scripts|src)\/[\w./-]+\.(?:mjs|ts))\b/g)].map(([, path]) => path ?? '')
  for (const script of scripts) expect(existsSync(join(root, script)), script).toBe(true)
})

test.each([...files, ...guides])('%s sets variables that are read', (file) => {
  const names = [...read(file).matchAll(/\b(LEADOUT_[A-Z_]+)\b/g)].map(([, name]) => name ?? '')
  const known: readonly string[] = [...VARIABLES, 'LEADOUT_CHROMIUM', 'LEADOUT_TEST_DATABASE_URL']
  expect(names.filter((name) => !known.includes(name))).toEqual([])
})

test.each([...files, ...guides])('%s names commands that exist', (file) => {
  const program = new Command()
  for (const register of commands) register(program)
  const known = program.commands.map((command) => command.name())
  const used = [...read(file).matchAll(/(?:npm run -s leadout --|src\/cli\/main\.ts) (?!-)([a-z-]+)/g)].map(
    ([, name]) => name,
  )
  expect(used.filter((name) => !known.includes(name ?? ''))).toEqual([])
})

test('every door of scripts/run.mjs that the unit uses is there', () => {
  expect(read('deploy/leadout.service')).toContain('ExecStart=/usr/bin/env node scripts/run.mjs start')
  expect(read('scripts/run.mjs')).toMatch(/^ {2}start: \[/m)
  expect(read('scripts/run.mjs')).toMatch(/^ {2}build: \[/m)
})
