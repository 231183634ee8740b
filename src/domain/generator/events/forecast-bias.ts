import { z } from 'zod'
import { defineEvent } from './event.ts'
import { onlyThe, personOf } from './subject.ts'

const person = z.string().regex(/^u\d+$/)
const size = z.number().min(0.01).max(2)

/** Forecasts are too low: log((sold + k) / (forecast + k)) has this mean. */
export const sandbagger = defineEvent({
  params: z.strictObject({ kind: z.literal('sandbagger'), person, size }),
  plant: (world, { person: about, size: bias }) => plantBias(world, about, bias),
})

/** Forecasts are too high by this much. */
export const optimist = defineEvent({
  params: z.strictObject({ kind: z.literal('optimist'), person, size }),
  plant: (world, { person: about, size: bias }) => plantBias(world, about, -bias),
})

function plantBias(world: Parameters<typeof personOf>[0], about: string, bias: number) {
  const forecaster = personOf(world, about)
  forecaster.bias = bias
  return {
    ...onlyThe(forecaster),
    metric: 'forecast',
    size: bias,
    unit: 'mean of log((sold + k) / (forecast + k))',
    from: world.axis.date(0),
    to: null,
  }
}
