import { chance, lognormal, whole } from './draw.ts'
import { isMissing, isTwice } from './faults.ts'
import type { Sink } from './sink.ts'
import { spellAt, type Person } from './staffing.ts'
import { stream, type Stream } from './streams.ts'
import { stamp, type Cell } from './tables.ts'
import { isCut, officeOf, type World } from './world.ts'

/** Whom a touch is with. */
export interface Party {
  readonly deal: string | null
  readonly account: string | null
  readonly contacts: readonly string[]
  readonly lead: string | null
}

/** Writes activities; one per seller, so that their numbers do not depend on other sellers. */
export interface Touches {
  readonly mail: (person: Person, day: number, party: Party, mail: Mail) => void
  readonly call: (person: Person, day: number, party: Party) => void
  readonly meeting: (person: Person, day: number, party: Party, meeting: Meeting) => void
}

export interface Mail {
  readonly direction: 'inbound' | 'outbound'
  readonly thread: string
}

export interface Meeting {
  readonly outcome: 'initial' | 'follow-up' | 'demo'
  readonly host: Person
  readonly colleagues: readonly Person[]
  /** a meeting that a deal came from was held */
  readonly held?: boolean
}

const FIRST_HOUR = 9 * 3600
const LAST_HOUR = 17 * 3600

/** `family` tells the streams of one seller's deals, customers and prospecting apart. */
export function openTouches(world: World, sink: Sink, owner: Person, family: string): Touches {
  const { scenario } = world
  const draw = stream(scenario.seed, `touch-${family}`, owner.no)
  const mark = family[0]!
  let number = 0
  const moment = (person: Person, day: number, from: number, to: number) => {
    const spell = spellAt(person, day) ?? person.spells.at(-1)!
    return officeOf(world, spell).instant(day, whole(draw, from, to))
  }
  const write = (
    table: 'activities' | 'mailbox' | 'calendar',
    kind: 'calls' | 'mails' | 'calendar',
    person: Person,
    day: number,
    logged: number,
    cells: (id: string) => readonly Cell[],
  ) => {
    number += 1
    const id = `${mark}${owner.no}n${number}`
    if (!isCut(world, logged) || isMissing(world, kind, person.no, day, id)) return
    sink.plain(table, cells(id))
    if (isTwice(world, kind, person.no, day)) sink.plain(table, cells(`${id}b`))
  }
  return {
    mail: (person, day, party, { direction, thread }) => {
      const at = moment(person, day, FIRST_HOUR, LAST_HOUR)
      const words = Math.max(5, Math.round(lognormal(draw, direction === 'outbound' ? 110 : 70, 0.8)))
      const contact = party.contacts.length === 0 ? null : party.contacts[whole(draw, 0, party.contacts.length - 1)]!
      const them = contact ?? party.lead
      write('mailbox', 'mails', person, day, at, (id) => [
        id,
        'email',
        person.id,
        party.deal,
        party.account,
        contact,
        party.lead,
        stamp(at),
        null,
        direction,
        'completed',
        null,
        stamp(at),
        them === null ? person.id : direction === 'outbound' ? `${person.id};${them}` : `${them};${person.id}`,
        thread,
        words,
      ])
    },
    call: (person, day, party) => {
      const at = moment(person, day, FIRST_HOUR, LAST_HOUR)
      const connected = chance(draw, scenario.activity.connected)
      const seconds = connected ? 60 + Math.round(lognormal(draw, 300, 0.9)) : whole(draw, 5, 55)
      const contact = party.contacts[0] ?? null
      const logged = loggedAt(world, draw, at + seconds * 1000)
      write('activities', 'calls', person, day, logged, (id) => [
        id,
        'call',
        person.id,
        party.deal,
        party.account,
        contact,
        party.lead,
        stamp(at),
        seconds,
        'outbound',
        'completed',
        connected ? 'connected' : 'no answer',
        stamp(logged),
      ])
    },
    meeting: (person, day, party, { outcome, host, colleagues, held }) => {
      const at = moment(person, day, FIRST_HOUR, LAST_HOUR - 3600)
      const minutes = [30, 30, 45, 60][whole(draw, 0, 3)]!
      const cancelled = chance(draw, scenario.activity.cancelled) && held !== true
      const declined = party.contacts.filter((_, index) => index > 0 && chance(draw, 0.15))
      const present = party.contacts.filter((contact) => !declined.includes(contact))
      const logged = loggedAt(world, draw, at)
      write('calendar', 'calendar', person, day, logged, (id) => [
        id,
        'meeting',
        person.id,
        party.deal,
        party.account,
        party.contacts[0] ?? null,
        party.lead,
        stamp(at),
        minutes * 60,
        'outbound',
        cancelled ? 'cancelled' : 'completed',
        outcome,
        stamp(logged),
        [person, ...colleagues]
          .map(({ id: own }) => own)
          .concat(present)
          .join(';'),
        host.id,
        declined.length === 0 ? null : declined.join(';'),
      ])
    },
  }
}

/** When the CRM learned of it: at once, or on a later day. */
function loggedAt({ scenario }: World, draw: Stream, at: number): number {
  const late = chance(draw, scenario.quality.lateLogging)
  return late ? at + whole(draw, 1, 6) * 86_400_000 : at
}
