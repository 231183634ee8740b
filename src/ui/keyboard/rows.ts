/** What J and K step through: marked by the list that draws it. */
const ROW = '[data-row]'

/** Moves the focus to the next row of the page, or with -1 to the one before; from nowhere to the first in sight. */
export function stepRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(`#page ${ROW}`)].filter((row) => row.checkVisibility())
  const here = document.activeElement?.closest<HTMLElement>(ROW)
  const at = here ? rows.indexOf(here) : -1
  const next = at < 0 ? rows.find((row) => row.getBoundingClientRect().bottom > 0) : rows[at + step]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** Opens the row that has the focus: what its first link or button does. */
export function openRow(row: HTMLElement): void {
  row.querySelector<HTMLElement>('a[href], button')?.click()
}

/** Opens the receipt of the first figure in the row that has the focus, else of the page. */
export function openReceipt(): void {
  const row = document.activeElement?.closest(ROW)
  const figure = (row ?? document).querySelector<HTMLElement>('[data-figure]')
  figure?.click()
}

/** Puts the cursor into the filter of the page. */
export function focusFilter(): void {
  document.querySelector<HTMLElement>('#page [data-filter], #page input[type=search]')?.focus()
}
