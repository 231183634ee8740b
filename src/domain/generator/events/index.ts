import { z } from 'zod'
import { attritionChange } from './attrition-change.ts'
import { coachingEffect } from './coaching-effect.ts'
import { doubleImport, incompleteWeeks, silentSource } from './data-faults.ts'
import { discountWave } from './discount-wave.ts'
import { optimist, sandbagger } from './forecast-bias.ts'
import { marketShock } from './market-shock.ts'
import { metricDrop } from './metric-drop.ts'
import { mixShift } from './mix-shift.ts'
import { reorganisation } from './reorganisation.ts'
import { slowRamp } from './slow-ramp.ts'
import { winRateBreak } from './win-rate-break.ts'

/** Everything that can be planted, one kind a line. */
export const EVENTS = [
  metricDrop,
  winRateBreak,
  mixShift,
  discountWave,
  slowRamp,
  sandbagger,
  optimist,
  coachingEffect,
  marketShock,
  doubleImport,
  silentSource,
  incompleteWeeks,
  reorganisation,
  attritionChange,
] as const

export const eventSchema = z.discriminatedUnion('kind', [
  metricDrop.params,
  winRateBreak.params,
  mixShift.params,
  discountWave.params,
  slowRamp.params,
  sandbagger.params,
  optimist.params,
  coachingEffect.params,
  marketShock.params,
  doubleImport.params,
  silentSource.params,
  incompleteWeeks.params,
  reorganisation.params,
  attritionChange.params,
])
