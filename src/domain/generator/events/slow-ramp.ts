import { z } from 'zod'
import { LeadoutError } from '../../errors.ts'
import { defineEvent } from './event.ts'
import { onlyThe, personOf } from './subject.ts'

/** A hire ramps to a share of full, and later. */
export const slowRamp = defineEvent({
  params: z.strictObject({
    kind: z.literal('slow-ramp'),
    person: z
      .string()
      .regex(/^u\d+$/)
      .optional()
      .describe('the first hire who sells, where it is left out'),
    ceiling: z.number().min(0).max(1),
    slower: z.number().min(1).max(10).default(1).describe('times the months to half of full'),
  }),
  plant: (world, { person: about, ceiling, slower }) => {
    const hires = world.staff.persons
      .filter(({ hired, spells }) => hired >= 0 && spells[0]!.discipline === 'ae')
      .toSorted((a, b) => a.hired - b.hired || a.no - b.no)
    const person = about === undefined ? hires[0] : personOf(world, about)
    if (person === undefined) {
      throw new LeadoutError('invalid', 'Nobody is hired in this scenario: raise hiring.growth, or name a person')
    }
    person.ramp = { half: person.ramp.half * slower, scale: person.ramp.scale * slower, ceiling }
    const when = { from: world.axis.date(person.hired), to: null }
    return [
      { ...onlyThe(person), metric: 'ramp', size: ceiling, unit: 'share of full', ...when },
      { ...onlyThe(person), metric: 'ramp half', size: person.ramp.half, unit: 'months', ...when },
    ]
  },
})
