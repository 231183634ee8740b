import { LeadoutError } from '#domain/errors.ts'
import type { Ctx } from '#services/context.ts'
import type { DealConflict, EditOfDeal } from '#services/deals/edit-deal.ts'
import { resolveView } from '#services/org/view.ts'
import type { Conflict } from '../../conflict.ts'
import { DEAL_FIELDS } from '#domain/deal/field-names.ts'
import { fieldReader, readDealChanges } from './history.ts'

/**
 * Edits, and tells a conflict with both values of each field and who changed it. `base` of the conflict is that of the
 * one edit, or by deal for many.
 */
export async function withConflicts<T>(
  ctx: Ctx,
  asked: EditOfDeal | readonly EditOfDeal[],
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof LeadoutError) || error.code !== 'conflict') throw error
    const deals = error.details['deals'] as readonly DealConflict[]
    throw new LeadoutError('conflict', error.message, { ...(await explain(ctx, asked, deals)), deals })
  }
}

async function explain(
  ctx: Ctx,
  asked: EditOfDeal | readonly EditOfDeal[],
  conflicts: readonly DealConflict[],
): Promise<Conflict> {
  const one = 'dealId' in asked
  const edits = one ? [asked] : asked
  const view = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const fields: Conflict['fields'][number][] = []
  const bases: Record<string, unknown> = {}
  for (const { dealId, name, present } of conflicts) {
    const { edit, base } = edits.find((candidate) => candidate.dealId === dealId)!
    const mine: Readonly<Record<string, unknown>> = { ...edit }
    const changes = await readDealChanges(ctx.db, view, dealId)
    const read = await fieldReader(ctx.db, view, [{ patch: mine }, { patch: present }])
    const currency = edit.currency ?? view.settings.currency
    for (const [field, theirs] of Object.entries(present)) {
      const label = DEAL_FIELDS[field] ?? field
      fields.push({
        label: one ? label : labelOf(name ?? dealId, label),
        yours: read(field, mine[field], currency) ?? EMPTY,
        theirs: read(field, theirs, currency) ?? EMPTY,
        by: changes.find(({ patch }) => field in patch)?.by ?? null,
      })
    }
    bases[dealId] = { ...base, ...present }
  }
  return { fields, base: one ? Object.values(bases)[0] : bases }
}

const EMPTY = { type: 'text', text: '–' } as const

function labelOf(deal: string, field: string): string {
  return `${deal}: ${field}`
}
