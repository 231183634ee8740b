// Builds the browser's part into dist/web, unless it was built from the same sources.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { root } from './install.mjs'

const SOURCES = [
  'src/{ui,domain,metrics,features}/**/*.{ts,tsx,css,svg,html}',
  'src/ui/public/**/*.*',
  'vite.config.ts',
  'index.html',
  'package-lock.json',
]
const output = join(root, 'dist', 'web')
// beside the result, so that a running server never sees half of it and two builds do not mix
const unfinished = join(root, 'dist', `web.${process.pid}`)

const sources = hash()
if (!existsSync(stampOf(output)) || readFileSync(stampOf(output), 'utf8') !== sources) {
  process.stderr.write('Building the web pages. This takes a quarter of a minute, after each change to them.\n')
  process.exitCode = build() ? 0 : 1
}

function build() {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--logLevel', 'warn', '--outDir', unfinished]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status === 0) {
    compress()
    writeFileSync(stampOf(unfinished), sources)
    rmSync(output, { recursive: true, force: true })
    renameSync(unfinished, output)
    return true
  }
  rmSync(unfinished, { recursive: true, force: true })
  process.stderr.write('leadout: The web pages could not be built.\n')
  return false
}

/** The server sends these as they are: compressing again for every visitor would cost time for nothing. */
function compress() {
  for (const file of globSync('**/*.{js,css,html,svg,json}', { cwd: unfinished })) {
    const text = readFileSync(join(unfinished, file))
    writeFileSync(join(unfinished, `${file}.gz`), gzipSync(text, { level: 9 }))
    writeFileSync(join(unfinished, `${file}.br`), brotliCompressSync(text))
  }
}

function stampOf(folder) {
  return join(folder, '.sources')
}

function hash() {
  const digest = createHash('sha256')
  const files = new Set(SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })))
  for (const file of [...files].toSorted((a, b) => (a < b ? -1 : 1))) {
    if (!file.includes('.test.')) digest.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return digest.digest('hex')
}
