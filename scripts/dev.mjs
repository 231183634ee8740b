// For work on Leadout itself: the server starts again when its files change, the pages update in the browser.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { root } from './install.mjs'

/** where vite.config.ts sends what is not a page */
const SERVER_PORT = '4770'
const PAGES_PORT = '5173'

const server = ['--watch', 'src/cli/main.ts', 'start', '--port', SERVER_PORT, ...process.argv.slice(2)]
const pages = [join('node_modules', 'vite', 'bin', 'vite.js'), '--port', PAGES_PORT, '--strictPort']
const env = { ...process.env, LEADOUT_URL: `http://localhost:${PAGES_PORT}` }
const children = [server, pages].map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env }))
const end = () => {
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)
for (const child of children) child.once('exit', end)
