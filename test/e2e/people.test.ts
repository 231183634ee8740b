import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'
import { PASSWORD, signUp } from '../support/sign-up.ts'

const leadout = await startLeadout()
const browser: Browser = await openBrowser()
const folder = mkdtempSync(join(tmpdir(), 'leadout-people-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WORLD = {
  org: { slug: 'main', name: 'Acme', zone: 'Europe/Berlin', currency: 'EUR' },
  teams: [{ name: 'North' }, { name: 'South' }],
  people: ['Ana Berg', 'Bo Hansen', 'Dana Kim'].map((name) => ({ name })),
  memberships: [
    { person: 'Ana Berg', team: 'North', discipline: 'ae', manager: 'Dana Kim' },
    { person: 'Bo Hansen', team: 'South', discipline: 'ae', manager: 'Dana Kim' },
    { person: 'Dana Kim', team: 'North', discipline: 'lead' },
  ],
  pipelines: [
    {
      name: 'Sales',
      stages: [
        { name: 'Lead', kind: 'open', probability: 0.2, accepted: true },
        { name: 'Won', kind: 'won' },
        { name: 'Lost', kind: 'lost' },
      ],
    },
  ],
}

let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  faults = watchFaults(page)
  const file = join(folder, 'world.json')
  writeFileSync(file, JSON.stringify(WORLD))
  await leadout.command('apply', file)
  await signUp(page, leadout.firstUserUrl)
})

/** Calls the API as the signed-in user. */
async function api<T>(path: string, body?: object): Promise<T> {
  const response = await context.request.fetch(`${leadout.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { origin: leadout.url },
    ...(body !== undefined && { data: body }),
  })
  expect(response.ok(), await response.text()).toBe(true)
  return (await response.json()) as T
}

interface Org {
  readonly teams: { id: string; name: string }[]
  readonly people: { id: string; name: string; active: boolean; membership: { teamId: string | null } | null }[]
}
const teamOf = async (name: string) => {
  const { teams, people } = await api<Org>('/org')
  const teamId = people.find((person) => person.name === name)?.membership?.teamId
  return teams.find(({ id }) => id === teamId)?.name ?? null
}

describe('the org', () => {
  test('a membership is edited from a date with the keyboard, and undone', async () => {
    await page.goto(`${leadout.url}/team/org`)
    await page.getByRole('heading', { name: 'Org' }).waitFor()
    await expectAccessible(page)
    for (const key of ['j', 'k', 'j']) await page.keyboard.press(key)
    await page.getByRole('button', { name: 'Ana Berg', exact: true }).focus()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('Team', { exact: true }).waitFor()
    await expectAccessible(page)
    await drawer.getByLabel('Team', { exact: true }).selectOption({ label: 'South' })
    await drawer.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(() => teamOf('Ana Berg')).toBe('South')
    await page.getByText('Membership of Ana Berg changed').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.keyboard.press('u')
    await expect.poll(() => teamOf('Ana Berg')).toBe('North')
  })

  test('dragging asks the same question as the menu', async () => {
    // a row that the undo still moves would end the drag
    await page.goto(`${leadout.url}/team/org`)
    const row = page.locator('li', { has: page.getByRole('button', { name: 'Ana Berg', exact: true }) })
    await row.dragTo(page.locator('li', { has: page.getByRole('button', { name: 'South', exact: true }) }))
    const question = page.getByRole('dialog').getByText('Since when does Ana Berg belong to South?')
    await question.waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'What to do with Ana Berg' }).click()
    await page.getByRole('menuitem', { name: 'South' }).click()
    await question.waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Change more' }).click()
    const team = page.getByRole('dialog').getByLabel('Team', { exact: true })
    expect(await team.locator('option:checked').textContent()).toBe('South')
    await page.keyboard.press('Escape')
  })

  test('a circle in the manager line is refused by name', async () => {
    await page.goto(`${leadout.url}/team/org`)
    await page.getByRole('button', { name: 'Dana Kim', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Manager (skills)').selectOption({ label: 'Ana Berg' })
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
    await page
      .getByText(/report in a circle/)
      .first()
      .waitFor()
    const { people } = await api<Org>('/org')
    expect(people.find(({ name }) => name === 'Dana Kim')?.membership).toMatchObject({ lineManagerId: null })
    await page.goto(`${leadout.url}/team/org`)
  })

  test('whoever leaves hands over the open book, and it can be taken back', async () => {
    const { people } = await api<Org>('/org')
    const idOf = (name: string) => people.find((person) => person.name === name)!.id
    const { dealId } = await api<{ dealId: string }>('/deals', {
      name: 'Kolbe line',
      ownerId: idOf('Ana Berg'),
      amount: 3_800_000,
    })
    await page.goto(`${leadout.url}/team/org?org-leaver=${idOf('Ana Berg')}`)
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Kolbe line').waitFor()
    await drawer.getByText(/1 deal.*€38k/).waitFor()
    await expectAccessible(page)
    await drawer.getByLabel('The open book goes to').selectOption({ label: 'Bo Hansen' })
    await drawer.getByRole('button', { name: /hand over/ }).click()
    const ownerOf = async () => {
      const { deals } = await api<{ deals: { dealId: string }[] }>(`/org/leavers/${idOf('Bo Hansen')}`)
      return deals.map((deal) => deal.dealId)
    }
    await page.getByText(/Ana Berg leaves, 1 deal/).waitFor()
    await page.goto(`${leadout.url}/team/org`)
    const audit = await api<{ rows: { kind: string; entityId: string }[] }>('/audit?kind=deal')
    expect(audit.rows.some((row) => row.entityId === dealId)).toBe(true)
    expect(await ownerOf()).toEqual([])
  })
})

describe('access', () => {
  test('an invitation by link lets its holder in, once', async () => {
    await page.goto(`${leadout.url}/settings/members`)
    await page.getByLabel('E-mail').fill('rita@example.org')
    await page.getByRole('button', { name: 'Invite' }).click()
    const url = await page.locator('code', { hasText: '/join#' }).textContent()
    await expectAccessible(page)
    const other = await browser.newContext()
    const guest = await other.newPage()
    await signUp(guest, url!, { name: 'Rita' })
    await guest.goto(`${leadout.url}/sources`)
    await guest.getByRole('heading', { name: 'Not for your access level' }).waitFor()
    expect(await guest.getByRole('button', { name: 'Choose files' }).count()).toBe(0)
    await guest.goto(url!)
    await guest.getByText('This link does not work').waitFor()
    await other.close()
    await page.reload()
    await page.getByText('rita@example.org').waitFor()
    expect(await page.getByText('Invitations that wait').count()).toBe(0)
  })

  test('a passkey of the device signs in', async () => {
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(`${leadout.url}/me`)
    await page.getByLabel('Name of the passkey').fill('Laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('button', { name: 'Remove Laptop' }).waitFor()
    await expectAccessible(page)
    await context.clearCookies()
    await page.goto(`${leadout.url}/sign-in`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('Olga').first().waitFor()
    await page.goto(`${leadout.url}/me`)
    await page.getByRole('button', { name: 'Remove Laptop' }).click()
    await page.getByRole('button', { name: 'Remove Laptop' }).waitFor({ state: 'detached' })
    expect(await api('/me/passkeys')).toEqual({ passkeys: [] })
  })

  test('a second factor is set up, asked for, and a written code stands in for the app', async () => {
    await page.goto(`${leadout.url}/me`)
    await page.getByLabel('Password for the second factor').fill(PASSWORD)
    await page.getByRole('button', { name: 'Set it up' }).click()
    const secret = (await page.getByTestId('totp-secret').textContent())!.trim()
    const codes = (await page.locator('code').nth(1).textContent())!.trim().split(/\s+/)
    await page.getByLabel('Code of the app').fill('000000')
    await page.getByRole('button', { name: 'Switch it on' }).click()
    await page.getByText(/code is wrong/).waitFor()
    await page.getByLabel('Code of the app').fill(totp(secret))
    await page.getByRole('button', { name: 'Switch it on' }).click()
    await page.getByRole('button', { name: 'Do without it' }).waitFor()
    for (const way of ['app', 'written'] as const) {
      await context.clearCookies()
      await page.goto(`${leadout.url}/sign-in`)
      await page.getByLabel('E-mail').fill('olga@example.org')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('heading', { name: 'Second factor' }).waitFor()
      await expectAccessible(page)
      if (way === 'written') await page.getByRole('button', { name: 'The app is lost' }).click()
      await page.getByLabel('Code').fill(way === 'app' ? totp(secret) : codes[0]!)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByText('Olga').first().waitFor()
      expect(await context.cookies()).not.toEqual([])
    }
  })
})

test('nothing failed unseen', () => {
  expect(faults.filter((fault) => !/\b(400|401|403|404|409|412)\b/.test(fault))).toEqual([])
})

/** The six digits of an authenticator app (RFC 6238). */
function totp(base32: string, at = Date.now()): string {
  const bits = base32
    .replace(/=+$/, '')
    .split('')
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = digest.at(-1)! & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
