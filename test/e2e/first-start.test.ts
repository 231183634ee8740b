import { expect, test } from 'vitest'
import { openBrowser, watchFaults } from '../support/browser.ts'
import { startLeadout } from '../support/leadout.ts'

const leadout = await startLeadout()
const browser = await openBrowser()

test('the link that start prints opens the page that makes the first account', async () => {
  const page = await browser.newPage()
  const faults = watchFaults(page)
  await page.goto(leadout.firstUserUrl)
  await page.getByLabel(/name/i).first().waitFor()
  expect(await page.title()).toContain('Leadout')
  expect(faults).toEqual([])
})

test('commands work on the data of the running product', async () => {
  expect(await leadout.command('doctor')).toMatchObject({ ok: true })
})

test('stop ends the running product, and says so when there is none', async () => {
  expect(await leadout.command('stop')).toEqual({ stopped: true })
  expect(await leadout.command('stop')).toEqual({ stopped: false })
})
