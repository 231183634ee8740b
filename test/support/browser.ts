import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll } from 'vitest'

const SYSTEM_CHROMIUM = '/usr/bin/chromium'

/** A real Chromium, closed at the end of the file. `npm test` says which one in LEADOUT_CHROMIUM. */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.LEADOUT_CHROMIUM
  const executablePath = named || SYSTEM_CHROMIUM
  if (!existsSync(executablePath)) throw new Error('There is no Chromium: set LEADOUT_CHROMIUM to its path.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  afterAll(() => browser.close())
  return browser
}

/** What goes wrong in a page without being seen: exceptions, error messages on the console, answers of 500 and more. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  return faults
}
