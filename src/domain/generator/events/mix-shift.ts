import { z } from 'zod'
import { LeadoutError } from '../../errors.ts'
import { defineEvent, subject, window } from './event.ts'
import { choose, span } from './subject.ts'

/** New deals fall into a segment this many times as often, against the other segments. */
export const mixShift = defineEvent({
  params: z.strictObject({
    kind: z.literal('mix-shift'),
    segment: z.string(),
    weight: z.number().min(0).max(100),
    subject,
    ...window,
  }),
  plant: (world, { segment, weight, subject: about, ...when }) => {
    if (!world.scenario.segments.some(({ name }) => name === segment)) {
      throw new LeadoutError('invalid', `There is no segment ${segment} in this scenario`, { segment })
    }
    const { from, to, dates } = span(world, when.from, when.to)
    const chosen = choose(world, about, from)
    world.effects.add({ channel: `segment:${segment}`, persons: chosen.persons, from, to, size: weight })
    return { ...chosen.who, metric: `segment ${segment}`, size: weight, unit: 'weight', ...dates }
  },
})
