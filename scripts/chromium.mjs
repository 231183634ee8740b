// Finds a Chromium for the browser journeys, or brings one.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { root } from './install.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC_APPS = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium']

/** The path of a Chromium: named by a variable, else the system's, else Debian's package, else Playwright's own. */
export async function findChromium() {
  const named = process.env.LEADOUT_CHROMIUM || process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined
  return onSystem() ?? fromDebian() ?? (await fromPlaywright())
}

function onSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const commands = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const apps = process.platform === 'darwin' ? MAC_APPS.map((app) => join('/Applications', app)) : []
  return [...commands, ...apps].find((path) => existsSync(path))
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.error('Installing Chromium with apt-get. This takes a few minutes, once.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args) => spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 2, 2], env }).status === 0
  return aptGet('update') && aptGet('install', '--yes', '--no-install-recommends', 'chromium') ? onSystem() : undefined
}

async function fromPlaywright() {
  const { chromium } = await import('playwright-core')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  console.error("Downloading Playwright's Chromium. This takes a minute or two, once.")
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}
