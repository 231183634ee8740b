import type { Page } from 'playwright-core'

export const PASSWORD = 'a long enough sentence'
const OLGA = { name: 'Olga', email: 'olga@example.org' }

/** Makes the user of a one-time link and waits for the first page; an invitation knows the e-mail already. */
export async function signUp(page: Page, link: string, who: { name: string; email?: string } = OLGA): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Your name').fill(who.name)
  if (who.email !== undefined) await page.getByLabel('E-mail').fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/join'))
  await page.getByText(who.name).first().waitFor()
}
