import { expect, test } from 'vitest'
import { isSellingDay } from '#domain/calendar/selling-days.ts'
import { newId } from '#platform/ids.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { makeSales } from '../../../test/support/sales.ts'
import { readSellingTime } from './selling-time.ts'
import { readStructure } from './structure.ts'
import { resolveView } from './view.ts'

const { db } = await testDatabase()
const sales = await makeSales(db)
const calendar = (name: string, holiday: string, offices: string[]) => ({
  kind: 'calendar' as const,
  id: newId(),
  valid: '-infinity',
  patch: { name, weekend: [6, 7], holidays: [{ date: holiday, name: 'Day off' }], default: false, offices },
})
const spain = calendar('Spain', '2026-06-03', ['Madrid'])
const own = calendar('Own', '2026-06-04', [])
await sales.tell([calendar('Poland', '2026-06-02', ['Kraków']), spain, own])
const madrid = await sales.team('South', { office: 'Madrid' })
const apart = await sales.team('Apart', { office: 'Madrid', calendarId: own.id })
const elsewhere = await sales.team('Elsewhere', { office: 'Oslo' })
const people = {
  inMadrid: await sales.person('Ana', madrid),
  abroad: await sales.person('Bo', madrid, { office: 'Kraków' }),
  apart: await sales.person('Cem', apart),
}

test('a team follows its own calendar, then that of its office; a person that of an office abroad', async () => {
  const view = await resolveView(db, sales.orgId, Date.parse('2026-06-01T12:00:00Z'), {})
  const time = await readSellingTime(db, view, await readStructure(db, view, view.asOfDate))
  const daysOff = (kind: 'team' | 'person' | 'office' | 'company', id: string) =>
    ['2026-06-02', '2026-06-03', '2026-06-04'].filter((day) => !isSellingDay(day, time({ kind, id }).calendar))
  expect({
    madrid: daysOff('team', madrid),
    apart: daysOff('team', apart),
    elsewhere: daysOff('team', elsewhere),
    office: daysOff('office', 'Madrid'),
    company: daysOff('company', 'all'),
    inMadrid: daysOff('person', people.inMadrid),
    abroad: daysOff('person', people.abroad),
    ofApart: daysOff('person', people.apart),
  }).toEqual({
    madrid: ['2026-06-03'],
    apart: ['2026-06-04'],
    elsewhere: [],
    office: ['2026-06-03'],
    company: [],
    inMadrid: ['2026-06-03'],
    abroad: ['2026-06-02'],
    ofApart: ['2026-06-04'],
  })
})
