import { poisson, whole } from './draw.ts'
import { writeLead } from './leads.ts'
import type { Batch, Sink } from './sink.ts'
import type { Person } from './persons.ts'
import { stream } from './streams.ts'
import { openTouches, type Party } from './touches.ts'
import { daysOf, type Week } from './weeks.ts'
import type { World } from './world.ts'

/** An account by the day of its first meeting. */
export interface Met {
  readonly account: string
  readonly contact: string
  readonly day: number
}

const NOBODY: Party = { deal: null, account: null, contacts: [], lead: null }

/** Mails and calls to people without a deal: an SDR's to leads, an account executive's to accounts met before. */
export function* prospect(
  world: World,
  sink: Sink,
  person: Person,
  weeks: readonly Week[],
  accounts: readonly Met[],
): Generator<Batch> {
  const { seed, activity } = world.scenario
  const touches = openTouches(world, sink, person, 'prospecting')
  const draw = stream(seed, 'prospect', person.no)
  const leads: string[] = []
  let threads = 0
  let met = 0
  for (const week of weeks) {
    yield* sink.full()
    const found = week.leads === 0 ? 0 : poisson(stream(seed, 'leads', person.no, week.no), week.leads)
    for (let more = found; more > 0; more -= 1) {
      leads.push(writeLead(world, sink, person, leads.length + 1, week.days[0]!))
    }
    while (met < accounts.length && accounts[met]!.day < week.no * 7) met += 1
    const party = (): Party => {
      if (week.spell.discipline === 'sdr' && leads.length > 0) {
        return { ...NOBODY, lead: leads[whole(draw, Math.max(0, leads.length - 60), leads.length - 1)]! }
      }
      if (met === 0) return NOBODY
      const { account, contact } = accounts[whole(draw, 0, met - 1)]!
      return { ...NOBODY, account, contacts: [contact] }
    }
    for (const day of daysOf(world, 'mails', person, week, week.mails, activity.dispersion.mails)) {
      threads += 1
      touches.mail(person, day, party(), { direction: 'outbound', thread: `p${person.no}n${threads}` })
    }
    for (const day of daysOf(world, 'calls', person, week, week.calls, activity.dispersion.calls)) {
      touches.call(person, day, party())
    }
  }
}
