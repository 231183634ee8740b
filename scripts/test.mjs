// Every test: first all that needs no browser, then the journeys in a real one. Arguments go to vitest.
// The last line is `N passed, N failed`, summed over both.
import { spawn } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'
import { findChromium } from './chromium.mjs'
import { root } from './install.mjs'

const args = process.argv.slice(2)
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const reports = join(root, '.cache', 'test-reports')
mkdirSync(reports, { recursive: true })

const runs = [await run('product', ['--project', 'product', '--project', 'failure'], process.env)]
if (globSync('test/e2e/**/*.test.ts', { cwd: root }).length > 0) {
  const browser = await findChromium()
  if (browser === undefined) {
    console.error(`
=== NO CHROMIUM: the browser journeys cannot run, so they fail. ===
Install Chromium or Google Chrome, or set LEADOUT_CHROMIUM to its path.
`)
  }
  await script(join(root, 'scripts', 'build-web.mjs'))
  runs.push(await run('e2e', ['--project', 'e2e'], { ...process.env, LEADOUT_CHROMIUM: browser ?? '' }))
}

const sum = (name) => runs.reduce((total, result) => total + result[name], 0)
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 ? 0 : 1

async function run(name, projects, env) {
  const report = join(reports, `${name}.json`)
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await script(vitest, ['run', ...projects, '--passWithNoTests', ...reporters, ...args], env)
  return count(report, code)
}

/** A file that does not load has no tests of its own, and a crash of the runner no report: each counts as one failure. */
function count(report, code) {
  const counted = { passed: 0, failed: 0, skipped: 0 }
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    for (const file of testResults) {
      for (const { status } of file.assertionResults) counted[status in counted ? status : 'skipped'] += 1
      if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
        counted.failed += 1
    }
  } catch (error) {
    console.error(`${relative(root, report)}: ${error.message}`)
  }
  if (code !== 0 && counted.failed === 0) counted.failed = 1
  return counted
}

function script(path, rest = [], env = process.env) {
  const child = spawn(process.execPath, [path, ...rest], { cwd: root, stdio: 'inherit', env })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}
