// Makes the pictures of the README from the product itself: starts it on invented data, signs up, imports, sets goals.
// `node scripts/screenshots.mjs` with Node 24; needs a Chromium as the browser journeys do.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

  const { deals, roster, document } = inventedTeam()
  const files = {
    deals: join(folder, 'deals.csv'),
    team: join(folder, 'team.csv'),
    document: join(folder, 'goals.json'),
  }
  writeFileSync(files.deals, deals)
  writeFileSync(files.team, roster)
  await page.goto(`${url}/sources`)
  await page.locator('input[type=file]').setInputFiles([files.deals, files.team])
  await page.getByText(/Would write/).waitFor()
  await picture(page, 'sources')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { name: /imported/ }).waitFor()
  command('clock', 'set', '2026-06-15')
  writeFileSync(files.document, JSON.stringify(document))
  command('apply', files.document)

  await page.goto(`${url}/board/sprint?period=2026-06`)
  await page.getByRole('heading', { name: 'Teams' }).waitFor()
  await page.waitForTimeout(1500)
  await picture(page, 'sprint')
  for (const [name, path] of [
    ['deals', '/board/deals'],
    ['changes', '/board/changes?from=2026-05-31&to=2026-06-15'],
  ]) {
    await page.goto(`${url}${path}`)
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(1500)
    await picture(page, name)
  }
  await page.goto(`${url}/board/sprint?period=2026-06`)
  await page.getByRole('heading', { name: 'Teams' }).waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForTimeout(500)
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

async function picture(page, name) {
  await page.screenshot({ path: join(images, `${name}.png`) })
}

function command(...args) {
  const { status, stderr } = spawnSync(process.execPath, [main, ...args, ...data], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** Three teams of four and half a year of deals; the numbers follow from the indices, so every run draws the same. */
function inventedTeam() {
  const teams = {
    'Dana Voss': ['Ana Berg', 'Bo Hansen', 'Cem Aydin', 'Dora Lind'],
    'Eva Roth': ['Finn Moor', 'Gina Sala', 'Hugo Petit', 'Ida Falk'],
    'Jon Park': ['Kira Holm', 'Leo Brandt', 'Mia Costa', 'Nils Ek'],
  }
  const people = Object.entries(teams).flatMap(([manager, members]) => members.map((name) => ({ name, manager })))
  const offices = { 'Dana Voss': 'Berlin', 'Eva Roth': 'Berlin', 'Jon Park': 'New York' }
  const customers = [
    'Linde',
    'Kolbe',
    'Ferro',
    'Nuvola',
    'Tamm',
    'Halden',
    'Vire',
    'Polo',
    'Orsted',
    'Baltic',
    'Marek',
    'Soria',
  ]
  const rows = people.flatMap(({ name }, person) =>
    Array.from({ length: 40 }, (_, n) => {
      const day = (n * 5 + person * 3) % 181
      const close = new Date(Date.UTC(2026, 0, 1 + day))
      const created = new Date(close.getTime() - (30 + ((n * 7 + person) % 60)) * 86_400_000)
      const past = close < new Date(Date.UTC(2026, 5, 15))
      const stage = past
        ? (n * 3 + person) % 4 === 0
          ? 'Closed Won'
          : 'Closed Lost'
        : ['Qualification', 'Proposal', 'Negotiation'][n % 3]
      const amount = 9_000 + ((n * 37 + person * 101) % 60) * 800
      return [
        `D${person}-${n}`,
        `${customers[(n + person) % 12]} ${n + 1}`,
        name,
        stage,
        `$${amount}.00`,
        iso(close),
        iso(created),
      ].join(',')
    }),
  )
  const goal = (team, amount) => ({
    scope: { team },
    metric: 'bookings',
    period: '2026-06',
    amount,
    currency: 'USD',
    source: 'shared',
  })
  return {
    deals: ['Opportunity ID,Opportunity Name,Owner,Stage,Amount,Close Date,Created Date', ...rows].join('\n'),
    roster: ['Rep,Manager,Office', ...people.map(({ name, manager }) => `${name},${manager},${offices[manager]}`)].join(
      '\n',
    ),
    document: { goals: Object.keys(teams).map((team, at) => goal(team, ['320000.00', '280000.00', '300000.00'][at])) },
  }
}

function iso(date) {
  return date.toISOString().slice(0, 10)
}
