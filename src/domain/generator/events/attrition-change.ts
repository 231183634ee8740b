import { z } from 'zod'
import { defineEvent, window } from './event.ts'
import { EVERYONE, span } from './subject.ts'

/** People leave so many times as often from a day on. Staffing reads it before anything else is planted. */
export const attritionChange = defineEvent({
  params: z.strictObject({ kind: z.literal('attrition-change'), factor: z.number().min(0).max(20), ...window }),
  plant: (world, { factor, ...when }) => {
    const { dates } = span(world, when.from, when.to)
    return { ...EVERYONE, metric: 'attrition', size: factor, unit: 'factor', ...dates }
  },
})
