import { z } from 'zod'
import { defineEvent, subject, window } from './event.ts'
import { choose, span } from './subject.ts'

/** What coaching moved: a rate, or the chance of winning, by a share from a day on. */
export const coachingEffect = defineEvent({
  params: z.strictObject({
    kind: z.literal('coaching-effect'),
    metric: z.enum(['first-meetings', 'mails', 'calls', 'deals-created', 'win-rate']),
    by: z.number().min(0).max(2),
    subject,
    ...window,
  }),
  plant: (world, { metric, by, subject: about, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    const chosen = choose(world, about, from)
    world.effects.add({ channel: metric, persons: chosen.persons, from, to, size: 1 + by })
    return { ...chosen.who, metric, size: 1 + by, unit: 'factor', ...dates }
  },
})
