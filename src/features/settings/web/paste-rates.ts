import type { RateRow } from '../contract.ts'

/** Lines of currency, date and rate in any order, with spaces, tabs or semicolons between; all of them or none. */
export function pastedRates(
  text: string,
  kind: RateRow['kind'],
  own: string,
): { readonly rates: RateRow[]; readonly problem: string | null } {
  const rates: RateRow[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const parts = line.split(/[\s;"]+/).filter((part) => part !== '')
    if (parts.length === 0) continue
    const currency = parts.find((part) => /^[A-Za-z]{3}$/.test(part))?.toUpperCase()
    const date = parts.find((part) => /^\d{4}-\d{2}-\d{2}$/.test(part))
    const rate = parts.find((part) => /^\d+([.,]\d+)?$/.test(part))?.replace(',', '.')
    if (currency === undefined || date === undefined || rate === undefined || !(Number(rate) > 0))
      return { rates: [], problem: `Line ${index + 1} is no rate: write USD 2026-01-01 0.9231. Nothing was saved.` }
    if (currency === own)
      return { rates: [], problem: `${own} is the own currency and needs no rate. Nothing was saved.` }
    rates.push({ currency, kind, date, rate })
  }
  return { rates, problem: rates.length === 0 ? 'There is no rate in it.' : null }
}
