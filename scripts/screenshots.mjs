// Makes the pictures of the README from the product itself: starts it, signs up, imports a made-up company.
// `node scripts/screenshots.mjs` with Node 24; needs a Chromium as the browser journeys do.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.mjs'
import { root } from './install.mjs'

const folder = mkdtempSync(join(tmpdir(), 'leadout-pictures-'))
const images = join(root, 'docs', 'images')
const main = join(root, 'src', 'cli', 'main.ts')
const data = ['--data', join(folder, 'data')]
mkdirSync(images, { recursive: true })

const server = spawn(process.execPath, [main, 'start', '--json', '--port', '0', ...data], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [line] = await once(createInterface({ input: server.stdout }), 'line')
const { url, firstUserUrl } = JSON.parse(line)
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] })
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
  })
  const page = await context.newPage()
  await page.goto(firstUserUrl)
  await page.getByLabel('Your name').fill('Olga')
  await page.getByLabel('E-mail').fill('olga@example.org')
  await page.getByLabel('Password', { exact: true }).fill('a long enough sentence')
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.waitForURL(/today|sources|board/)

  const made = join(folder, 'made-up')
  command('generate', '--people', '14', '--months', '12', '--seed', '3', '--start', '2025-07-01', '--out', made)
  const files = readdirSync(made).filter((name) => name.endsWith('.csv'))
  await page.goto(`${url}/sources`)
  await page.locator('input[type=file]').setInputFiles(files.map((name) => join(made, name)))
  await page.getByText(/Would write/).waitFor({ timeout: 120_000 })
  await picture(page, 'sources')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { name: /imported/ }).waitFor({ timeout: 300_000 })
  command('clock', 'set', '2026-06-15')

  for (const [name, path] of [
    ['sprint', '/board/sprint'],
    ['deals', '/board/deals?group=stage'],
    ['changes', '/board/changes?since=2026-05-31'],
    ['metrics', '/metrics'],
  ]) {
    await visit(page, path)
    await picture(page, name)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await visit(page, '/board/sprint')
  await picture(page, 'sprint-dark')

  const api = (path, body) => context.request.post(`${url}/api/v1${path}`, { headers: { origin: url }, data: body })
  const board = await (
    await api('/wallboards', {
      title: 'Main floor',
      percentOnly: false,
      rotationSeconds: 30,
      pages: [{ kind: 'bars', scope: { kind: 'company', id: 'all' }, by: 'team', period: 'month' }],
    })
  ).json()
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto(`${url}/wall?board=${board.id}`)
  await page.waitForTimeout(2500)
  await picture(page, 'wallboard')
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
}

async function visit(page, path) {
  await page.goto(`${url}${path}`)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1500)
}

async function picture(page, name) {
  await page.screenshot({ path: join(images, `${name}.png`) })
}

function command(...args) {
  const { status, stderr } = spawnSync(process.execPath, [main, ...args, ...data], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}
