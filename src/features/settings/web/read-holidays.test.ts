import { expect, it } from 'vitest'
import { mergeHolidays, readHolidays } from './read-holidays.ts'

const ICS = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Easter Monday
DTSTART;VALUE=DATE:20260406
DTEND;VALUE=DATE:20260407
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Christmas
DTSTART;VALUE=DATE:20251225
DTEND;VALUE=DATE:20251227
RRULE:FREQ=YEARLY
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Team lunch
DTSTART:20260401T110000Z
DTEND:20260401T120000Z
END:VEVENT
END:VCALENDAR`

it('reads whole days of a calendar file, those of many days and those of every year', async () => {
  const { holidays, unread } = await readHolidays(ICS.replaceAll('\n', '\r\n'), '2026-03-01')
  expect(unread, 'an event with a time is no holiday').toBe(1)
  expect(holidays.map(({ date }) => date)).toEqual([
    '2026-04-06',
    '2025-12-25',
    '2025-12-26',
    '2026-12-25',
    '2026-12-26',
    '2027-12-25',
    '2027-12-26',
    '2028-12-25',
    '2028-12-26',
    '2029-12-25',
    '2029-12-26',
  ])
})

it('reads pasted lines and counts what is none', async () => {
  const text = '2026-05-01\tLabour Day\n"2026-05-14","Ascension"\n2026-02-30 Never\n\nthat was all'
  expect(await readHolidays(text, '2026-03-01')).toEqual({
    holidays: [
      { date: '2026-05-01', name: 'Labour Day' },
      { date: '2026-05-14', name: 'Ascension' },
    ],
    unread: 2,
  })
})

it('keeps one entry a day, in order', () => {
  const held = [{ date: '2026-12-25', name: 'Xmas' }]
  const added = [
    { date: '2026-12-25', name: 'Christmas' },
    { date: '2026-01-01', name: 'New Year' },
  ]
  expect(mergeHolidays(held, added)).toEqual([added[1], added[0]])
})
