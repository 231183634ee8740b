import type * as z from 'zod'
import { LeadoutError } from '#domain/errors.ts'
import type { Ctx } from '#services/context.ts'
import type { OrgView } from '#services/org/view.ts'
import type { FigureValue, Receipt } from '../../receipt.ts'
import { stamp } from './list.ts'

export const text = (value: string | null): FigureValue | null =>
  value === null ? null : { type: 'text', text: value }
export const count = (value: number): FigureValue => ({ type: 'number', value })
export const column = (id: string, label: string, numeric = false) => ({ id, label, numeric })

/** What every receipt of accounts and contacts says alike. */
export async function head(
  ctx: Ctx,
  view: OrgView,
): Promise<Pick<Receipt, 'parts' | 'window' | 'asOf' | 'knownAt' | 'sources' | 'audience' | 'notes'>> {
  const { asOf, knownAt, dataAt } = await stamp(ctx, view)
  return {
    parts: [],
    window: null,
    asOf,
    knownAt,
    sources: [{ name: 'Accounts and deals, from imports and edits', at: dataAt }],
    audience: 'Everyone in the organisation.',
    notes: [],
  }
}

/** @throws LeadoutError `not-found` for a reference that names no figure */
export function read<T>(schema: z.ZodType<T>, of: unknown): T {
  const parsed = schema.safeParse(of)
  if (!parsed.success) throw notFound()
  return parsed.data
}

export function notFound(): LeadoutError {
  return new LeadoutError('not-found', 'There is no such figure.')
}
