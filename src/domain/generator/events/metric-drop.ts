import { z } from 'zod'
import { defineEvent, subject, window } from './event.ts'
import { choose, span } from './subject.ts'

/** A rate falls (or rises, below 0) by a share from a day on. */
export const metricDrop = defineEvent({
  params: z.strictObject({
    kind: z.literal('metric-drop'),
    metric: z.enum(['first-meetings', 'mails', 'calls', 'deals-created', 'size']),
    by: z.number().min(-5).max(1).describe('share lost; below 0 it is gained'),
    subject,
    ...window,
  }),
  plant: (world, { metric, by, subject: about, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    const chosen = choose(world, about, from)
    world.effects.add({ channel: metric, persons: chosen.persons, from, to, size: 1 - by })
    return { ...chosen.who, metric, size: 1 - by, unit: 'factor', ...dates }
  },
})
