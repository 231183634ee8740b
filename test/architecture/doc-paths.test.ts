import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = resolve(import.meta.dirname, '../../scripts/check-doc-paths.mjs')

function check(root?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...(root ? [root] : [])], {
    encoding: 'utf8',
  })
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

describe('check-doc-paths', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'leadout-docs-'))
    mkdirSync(join(root, 'src/domain'), { recursive: true })
    mkdirSync(join(root, 'docs'))
    writeFileSync(join(root, 'src/domain/errors.ts'), '')
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('every path cited in this repository exists', () => {
    const { status, stdout, stderr } = check()
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^\d+ documents, \d+ paths, 0 broken$/)
    expect(status).toBe(0)
  })

  it('accepts files, folders, placeholders, links and the web', () => {
    writeFileSync(
      join(root, 'README.md'),
      '`src/domain/errors.ts` `src/domain/` `src/domain/<concept>.ts` [w](https://example.org/a)',
    )
    writeFileSync(join(root, 'docs/a.md'), '[x](../README.md#first) [y](#here)')
    expect(check(root)).toEqual({ status: 0, stdout: '2 documents, 4 paths, 0 broken', stderr: '' })
  })

  it('names file, line and path of what is missing', () => {
    writeFileSync(join(root, 'docs/a.md'), 'fine\n`src/domain/absent.ts`\n[x](absent.md) `src/absent/<metric>.ts`')
    const { status, stderr } = check(root)
    expect(status).toBe(1)
    expect(stderr.split('\n')).toEqual([
      'docs/a.md:2: src/domain/absent.ts does not exist',
      'docs/a.md:3: src/absent/<metric>.ts does not exist',
      'docs/a.md:3: absent.md does not exist',
    ])
  })

  it('fails when there is nothing to read', () => {
    expect(check(root).status).toBe(1)
  })
})
