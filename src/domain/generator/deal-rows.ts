import { campaignOf } from './campaigns.ts'
import { discounted, firstOffer, unitPrice } from './catalogue.ts'
import { LOST, WON, type Deal } from './deal.ts'
import type { Account } from './accounts.ts'
import type { Sink } from './sink.ts'
import { major, stamp, type Cell } from './tables.ts'
import { isCut, type World } from './world.ts'

export const PIPELINE = 'Sales'

/** What a deal was at its last step, as its row says. */
export interface DealNow {
  readonly stage: string
  readonly status: 'open' | 'won' | 'lost'
  readonly owner: number
  readonly amount: number
  readonly closeDate: string
  readonly category: string
  readonly deleted: boolean
  readonly modifiedAt: number
}

/** The state of a deal at an instant, by what its history had recorded. */
export function dealAt(deal: Deal, at: number): DealNow {
  const held: Record<string, Cell> = {
    Owner: deal.owner.no,
    Amount: deal.first.amount,
    'Close date': deal.first.closeDate,
    'Forecast category': deal.first.category,
    Deleted: 'false',
  }
  let modifiedAt = deal.createdAt
  for (const step of deal.steps) {
    if (step.at > at) break
    held[step.field] = step.now
    modifiedAt = step.at
  }
  const stage = String(held['Stage'])
  return {
    stage,
    status: stage === WON ? 'won' : stage === LOST ? 'lost' : 'open',
    owner: Number(held['Owner']),
    amount: Number(held['Amount']),
    closeDate: String(held['Close date']),
    category: String(held['Forecast category']),
    deleted: held['Deleted'] === 'true',
    modifiedAt,
  }
}

/** Whether anything of a deal was recorded in the window of the files. */
export function isDealCut(world: World, deal: Deal): boolean {
  return deal.steps.some(({ at }) => isCut(world, at))
}

const LOSS_REASONS = ['Price', 'No decision', 'Competitor', 'Timing', 'Missing feature'] as const

/**
 * The rows of a deal: as it stands, its history, its line items; `id` differs for a second copy. False where nothing of it
 * is in the window of the files.
 */
export function writeDeal(world: World, sink: Sink, deal: Deal, account: Account, id = deal.id): boolean {
  const { byNo } = world.staff
  const recorded = deal.steps.filter(({ at }) => at < world.cut.until)
  if (!isDealCut(world, deal)) return false
  const now = dealAt(deal, world.cut.until - 1)
  const text = (field: string, value: string | number | null): Cell => {
    if (value === null) return null
    if (field === 'Amount') return major(Number(value))
    return field === 'Owner' ? byNo.get(Number(value))!.id : value
  }
  sink.row('deals', [
    id,
    `${account.name} ${deal.type === 'renewal' ? 'renewal' : deal.type === 'existing' ? 'expansion' : 'Core'}`,
    byNo.get(now.owner)!.id,
    deal.creator.id,
    account.id,
    PIPELINE,
    now.stage,
    now.status !== 'open',
    now.status === 'won',
    major(now.amount),
    deal.currency,
    now.closeDate,
    stamp(deal.createdAt),
    deal.type === 'existing' ? 'Existing Business' : deal.type === 'renewal' ? 'Renewal' : 'New Business',
    deal.source,
    deal.segment,
    deal.type === 'new' ? (campaignOf(world, deal.source, deal.createdDay)?.name ?? null) : null,
    now.status === 'lost' ? LOSS_REASONS[deal.key.reduce((sum, n) => sum + n, 0) % LOSS_REASONS.length]! : null,
    now.category,
    null,
    stamp(now.modifiedAt),
    now.deleted,
  ])
  for (const { at, field, old, now: value } of recorded) {
    const currency = field === 'Amount' ? deal.currency : null
    sink.row('field-history', [id, stamp(at), field, text(field, old), text(field, value), currency])
  }
  // while the amount is an estimate nothing is offered line by line
  const offered = [deal.discount, firstOffer(deal.discount)].find((one) => discounted(deal.lines, one) === now.amount)
  if (offered !== undefined) {
    for (const [index, { product, quantity }] of deal.lines.entries()) {
      const unit = unitPrice(product, offered)
      sink.row('line-items', [
        `${id}i${index + 1}`,
        id,
        product.id,
        quantity,
        major(product.list),
        `${major(Math.round(offered * 10_000))}%`,
        major(unit),
        major(unit * quantity),
        deal.currency,
      ])
    }
  }
  sink.line(
    'truth-deals',
    `${JSON.stringify({
      id,
      ...(id !== deal.id && { duplicateOf: deal.id }),
      interest: rounded(deal.latent.interest),
      weeklyInterest: Array.from(deal.interest, (x) => Math.round(x * 100) / 100),
      hidden: deal.latent.hidden,
      winChance: rounded(deal.latent.chance),
      latent: deal.latent.kind,
      latentDays: Number.isFinite(deal.latent.days) ? deal.latent.days : null,
      turned: deal.turned,
      happened:
        deal.outcome === null
          ? null
          : {
              kind: deal.outcome.kind,
              date: world.axis.date(deal.outcome.day),
              entered: stamp(deal.outcome.enteredAt),
            },
      discount: deal.discount,
      deletedOn: deal.deletedOn === null ? null : world.axis.date(deal.deletedOn),
    })}\n`,
  )
  return true
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
