// Builds the browser's part into dist/web, unless it was built from the same sources.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { root } from './install.mjs'

const SOURCES = [
  'src/{ui,domain,metrics,features}/**/*.{ts,tsx,css,svg,html}',
  'vite.config.ts',
  'index.html',
  'package-lock.json',
]
const output = join(root, 'dist', 'web')
const stamp = join(root, 'dist', 'web.sources')

const sources = hash()
const built = existsSync(join(output, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
if (!built && existsSync(join(root, 'vite.config.ts'))) {
  process.stderr.write('Building the web pages.\n')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) {
    process.stderr.write('leadout: The web pages could not be built.\n')
    process.exit(1)
  }
  compress()
  writeFileSync(stamp, sources)
}

/** The server sends these as they are: compressing again for every visitor would cost time for nothing. */
function compress() {
  for (const file of globSync('**/*.{js,css,html,svg,json}', { cwd: output })) {
    const text = readFileSync(join(output, file))
    writeFileSync(join(output, `${file}.gz`), gzipSync(text, { level: 9 }))
    writeFileSync(join(output, `${file}.br`), brotliCompressSync(text))
  }
}

function hash() {
  const digest = createHash('sha256')
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })).filter(
    (file) => !file.includes('.test.'),
  )
  for (const file of files.toSorted((a, b) => (a < b ? -1 : 1))) digest.update(`${file}\0`).update(readFileSync(join(root, file)))
  return digest.digest('hex')
}
