import { z } from 'zod'
import type { Fault, World } from '../world.ts'
import { defineEvent, type Fact, subject, window } from './event.ts'
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
    const fault = { kind: 'double-import', stream: of, from, to, missing: () => 0 } as const
    return { ...plantFault(world, about, fault), size: 2, unit: 'rows for one', ...dates }
  },
})

/** Nothing of a source is in the files in a window, although everything went on. */
export const silentSource = defineEvent({
  params: z.strictObject({ kind: z.literal('silent-source'), of: stream, subject, ...window }),
  plant: (world, { of, subject: about, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    const fault = { kind: 'silent-source', stream: of, from, to, missing: () => 1 } as const
    return { ...plantFault(world, about, fault), size: 0, unit: 'rows for one', ...dates }
  },
})

/** The last weeks are not all in yet: of the newest week half is missing, of the one before a quarter, and so on. */
export const incompleteWeeks = defineEvent({
  params: z.strictObject({ kind: z.literal('incomplete-weeks'), of: stream, weeks: z.int().min(1).max(12), subject }),
  plant: (world, { of, weeks, subject: about }) => {
    const { axis } = world
    const from = Math.max(0, axis.days - weeks * 7)
    const missing = (day: number) => 0.5 / 2 ** Math.floor((axis.days - 1 - day) / 7)
    return {
      ...plantFault(world, about, { kind: 'incomplete', stream: of, from, to: Infinity, missing }),
      size: 0.5,
      unit: 'share missing of the last week, halved for each week before',
      from: axis.date(from),
      to: null,
    }
  },
})

function plantFault(
  world: World,
  about: string,
  fault: Omit<Fault, 'persons' | 'tell'>,
): Pick<Fact, 'subject' | 'persons' | 'metric' | 'rows'> {
  const { who, persons } = choose(world, about, Math.max(0, fault.from))
  let rows = 0
  const tell = () => {
    rows += 1
  }
  world.faults.push({ ...fault, persons, tell })
  return { ...who, metric: fault.stream, rows: () => rows }
}
