import ICAL from 'ical.js'

export interface Card {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly title: string | null
}

/** Contacts as vCard 4.0, one after the other. */
export function contactCards(cards: readonly Card[]): string {
  return cards
    .map(({ id, name, email, phone, title }) => {
      const card = new ICAL.Component('vcard')
      card.addPropertyWithValue('version', '4.0')
      card.addPropertyWithValue('uid', `urn:uuid:${id}`)
      card.addPropertyWithValue('fn', name ?? email ?? 'Without a name')
      for (const [field, value] of Object.entries({ email, tel: phone, title }))
        if (value !== null) card.addPropertyWithValue(field, value)
      return `${card.toString()}\r\n`
    })
    .join('')
}

export interface Meeting {
  readonly id: string
  readonly at: number
  readonly seconds: number | null
}

/** Meetings as one iCalendar file; what was said in them is not held. */
export function meetingsCalendar(meetings: readonly Meeting[]): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Leadout//Everything of mine//EN')
  for (const { id, at, seconds } of meetings) {
    const event = new ICAL.Component('vevent')
    event.addPropertyWithValue('uid', `${id}@leadout`)
    event.addPropertyWithValue('summary', 'Meeting')
    event.addPropertyWithValue('dtstamp', utc(at))
    event.addPropertyWithValue('dtstart', utc(at))
    if (seconds !== null) event.addPropertyWithValue('dtend', utc(at + seconds * 1000))
    calendar.addSubcomponent(event)
  }
  return `${calendar.toString()}\r\n`
}

function utc(at: number): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(at), true)
}
