import { CONSTANTS } from './constants.ts'
import { chance, lognormalOf, pick, whole } from './draw.ts'
import { isMissing, isTwice } from './faults.ts'
import type { Sink } from './sink.ts'
import { spellAt, type Person } from './persons.ts'
import { stream, type Stream } from './streams.ts'
import { stamp } from './tables.ts'
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

/** The activities of one kind of one family: their draws, and the beginning of their ids. */
interface Series {
  readonly draw: Stream
  readonly mark: string
  made: number
}

const FIRST_HOUR = 9 * 3600
const LAST_HOUR = 17 * 3600
const { mails, meetings, calls, lateLoggingDays } = CONSTANTS
const SENT_WORDS = lognormalOf(mails.words.own.mean, mails.words.own.cv)
const RECEIVED_WORDS = lognormalOf(mails.words.buyer.mean, mails.words.buyer.cv)
const TALK_SECONDS = lognormalOf(calls.talk.mean, calls.talk.cv)

/**
 * `family` tells the streams of one seller's deals, customers and prospecting apart. Activities before the first day are
 * not written.
 */
export function openTouches(world: World, sink: Sink, owner: Person, family: string): Touches {
  const { scenario } = world
  // fewer mails leave calls and meetings as they were
  const [ofMails, ofCalls, ofMeetings] = (['mail', 'call', 'visit'] as const).map((kind) => ({
    draw: stream(scenario.seed, `${kind}-${family}`, owner.no),
    mark: `${family[0]!}${owner.no}${kind[0]!}`,
    made: 0,
  })) as [Series, Series, Series]
  const moment = (draw: Stream, person: Person, day: number, from: number, to: number) => {
    const spell = spellAt(person, day) ?? person.spells.at(-1)!
    return officeOf(world, spell).instant(day, whole(draw, from, to))
  }
  // ids, numbers and words of ours need no quotes: lines are put together as they are
  const write = (
    series: Series,
    table: 'activities' | 'mailbox' | 'calendar',
    kind: 'mails' | 'calendar' | 'calls',
    person: Person,
    day: number,
    logged: number,
    rest: string,
  ) => {
    series.made += 1
    const id = series.mark + series.made
    if (!isCut(world, logged) || isMissing(world, kind, person.no, day, id)) return
    sink.line(table, `${id},${rest}\r\n`)
    if (isTwice(world, kind, person.no, day)) sink.line(table, `${id}b,${rest}\r\n`)
  }
  return {
    mail: (person, day, party, { direction, thread }) => {
      if (day < 0) return
      const { draw } = ofMails
      const at = moment(draw, person, day, FIRST_HOUR, LAST_HOUR)
      const words = Math.max(5, Math.round((direction === 'outbound' ? SENT_WORDS : RECEIVED_WORDS)(draw)))
      const { contacts } = party
      const contact = contacts.length === 0 ? '' : contacts[whole(draw, 0, contacts.length - 1)]!
      const them = contact === '' ? (party.lead ?? '') : contact
      const us = person.id
      const who = them === '' ? us : direction === 'outbound' ? `${us};${them}` : `${them};${us}`
      const time = stamp(at)
      const rest = `email,${us},${party.deal ?? ''},${party.account ?? ''},${contact},${party.lead ?? ''},${time},,${direction},completed,,${time},${who},${thread},${words}`
      write(ofMails, 'mailbox', 'mails', person, day, at, rest)
    },
    call: (person, day, party) => {
      if (day < 0) return
      const { draw } = ofCalls
      const at = moment(draw, person, day, FIRST_HOUR, LAST_HOUR)
      const connected = chance(draw, scenario.activity.connected)
      const seconds = connected ? 60 + Math.round(TALK_SECONDS(draw)) : whole(draw, 5, 55)
      const logged = loggedAt(world, draw, at + seconds * 1000)
      const outcome = connected ? 'connected' : 'no answer'
      const rest = `call,${person.id},${party.deal ?? ''},${party.account ?? ''},${party.contacts[0] ?? ''},${party.lead ?? ''},${stamp(at)},${seconds},outbound,completed,${outcome},${stamp(logged)}`
      write(ofCalls, 'activities', 'calls', person, day, logged, rest)
    },
    meeting: (person, day, party, { outcome, host, colleagues, held }) => {
      if (day < 0) return
      const { draw } = ofMeetings
      const at = moment(draw, person, day, FIRST_HOUR, LAST_HOUR - 3600)
      const seconds = pick(draw, meetings.minutes) * 60
      const cancelled = chance(draw, scenario.activity.cancelled) && held !== true
      const declined = party.contacts.filter((_, index) => index > 0 && chance(draw, meetings.declined))
      const present = party.contacts.filter((contact) => !declined.includes(contact))
      const logged = loggedAt(world, draw, at)
      const status = cancelled ? 'cancelled' : 'completed'
      const who = [person, ...colleagues].map(({ id }) => id).concat(present)
      const rest = `meeting,${person.id},${party.deal ?? ''},${party.account ?? ''},${party.contacts[0] ?? ''},${party.lead ?? ''},${stamp(at)},${seconds},outbound,${status},${outcome},${stamp(logged)},${who.join(';')},${host.id},${declined.join(';')}`
      write(ofMeetings, 'calendar', 'calendar', person, day, logged, rest)
    },
  }
}

/** When the CRM learned of it: at once, or on a later day. */
function loggedAt({ scenario }: World, draw: Stream, at: number): number {
  const late = chance(draw, scenario.quality.lateLogging)
  return late ? at + whole(draw, lateLoggingDays.min, lateLoggingDays.max) * 86_400_000 : at
}
