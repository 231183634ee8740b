import type { Account } from './accounts.ts'
import { exp } from './arithmetic.ts'
import { holderAt, type Deal } from './deal.ts'
import { CONSTANTS } from './constants.ts'
import { chance, poisson, whole } from './draw.ts'
import { stream } from './streams.ts'
import type { Touches } from './touches.ts'
import { isWorking, type World } from './world.ts'

/**
 * Mails, meetings and calls while a deal is open. What the buyer does rises with the interest that also moves the win;
 * what we do does not, so the equality of effort tells them apart.
 */
export function workDeal(world: World, touches: Touches, deal: Deal, account: Account): void {
  const { seed, activity } = world.scenario
  const { ownMails, buyerMails, meetings, calls, pull } = activity.deal
  const draw = stream(seed, 'deal-touches', ...deal.key)
  const end = Math.min(deal.outcome?.day ?? Infinity, deal.deletedOn ?? Infinity, world.axis.days)
  const { newThread } = CONSTANTS.mails
  const ids = account.contacts.map(({ id }) => id)
  let thread = 0
  // what went on before the first day is in no file
  const first = Math.max(0, Math.floor((-1 - deal.createdDay) / 7))
  for (let week = first; week < deal.interest.length; week += 1) {
    const from = deal.createdDay + 1 + week * 7
    const owner = holderAt(deal, from)
    const days: number[] = []
    for (let day = from; day < Math.min(from + 7, end); day += 1) {
      if (isWorking(world, owner, day)) days.push(day)
    }
    if (days.length === 0) continue
    const share = days.length / 5
    const wanted = exp(pull * deal.interest[week]!)
    const day = () => days[whole(draw, 0, days.length - 1)]!
    // the circle of people grows with the age of the deal
    const contacts = ids.slice(0, 1 + Math.floor(week / 2))
    const party = { deal: deal.id, account: account.id, contacts, lead: null }
    for (let more = poisson(draw, ownMails * share); more > 0; more -= 1) {
      if (thread === 0 || chance(draw, newThread.own)) thread += 1
      touches.mail(owner, day(), party, { direction: 'outbound', thread: `${deal.id}t${thread}` })
    }
    for (let more = poisson(draw, buyerMails * wanted * share); more > 0; more -= 1) {
      if (thread === 0 || chance(draw, newThread.buyer)) thread += 1
      touches.mail(owner, day(), party, { direction: 'inbound', thread: `${deal.id}t${thread}` })
    }
    for (let more = poisson(draw, meetings * wanted * share); more > 0; more -= 1) {
      const outcome = chance(draw, CONSTANTS.meetings.demo) ? 'demo' : 'follow-up'
      touches.meeting(owner, day(), party, { outcome, host: owner, colleagues: [] })
    }
    for (let more = poisson(draw, calls * share); more > 0; more -= 1) touches.call(owner, day(), party)
  }
}
