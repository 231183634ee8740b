import { z } from 'zod'
import { defineEvent, subject, window } from './event.ts'
import { choose, span } from './subject.ts'

const stream = z.enum(['mails', 'calendar', 'calls'])

/** Rows of a window stand twice in the files, the second time under another id. */
export const doubleImport = defineEvent({
  params: z.strictObject({
    kind: z.literal('double-import'),
    of: z.enum(['mails', 'calendar', 'calls', 'deals']),
    subject,
    ...window,
  }),
  plant: (world, { of, subject: about, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    const chosen = choose(world, about, from)
    world.faults.push({ kind: 'double-import', stream: of, persons: chosen.persons, from, to, missing: () => 0 })
    return { subject: chosen.subject, metric: of, size: 2, unit: 'rows for one', ...dates }
  },
})

/** Nothing of a source is in the files in a window, although everything went on. */
export const silentSource = defineEvent({
  params: z.strictObject({ kind: z.literal('silent-source'), of: stream, subject, ...window }),
  plant: (world, { of, subject: about, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    const chosen = choose(world, about, from)
    world.faults.push({ kind: 'silent-source', stream: of, persons: chosen.persons, from, to, missing: () => 1 })
    return { subject: chosen.subject, metric: of, size: 0, unit: 'rows for one', ...dates }
  },
})

/** The last weeks are not all in yet: of the newest week half is missing, of the one before a quarter, and so on. */
export const incompleteWeeks = defineEvent({
  params: z.strictObject({ kind: z.literal('incomplete-weeks'), of: stream, weeks: z.int().min(1).max(12), subject }),
  plant: (world, { of, weeks, subject: about }) => {
    const { axis } = world
    const from = axis.days - weeks * 7
    const chosen = choose(world, about, Math.max(0, from))
    const missing = (day: number) => 0.5 / 2 ** Math.floor((axis.days - 1 - day) / 7)
    world.faults.push({ kind: 'incomplete', stream: of, persons: chosen.persons, from, to: Infinity, missing })
    return {
      subject: chosen.subject,
      metric: of,
      size: 0.5,
      unit: 'share missing of the last week, halved for each week before',
      from: axis.date(from),
      to: null,
    }
  },
})
