import { z } from 'zod'
import { defineEvent, window } from './event.ts'
import { EVERYONE, span } from './subject.ts'

/** First meetings of everyone fall by a share; wins too where it says so. */
export const marketShock = defineEvent({
  params: z.strictObject({
    kind: z.literal('market-shock'),
    by: z.number().min(-1).max(1),
    wins: z.number().min(0).max(1).default(0).describe('share of wins lost as well'),
    ...window,
  }),
  plant: (world, { by, wins, ...when }) => {
    const { from, to, dates } = span(world, when.from, when.to)
    world.effects.add({ channel: 'first-meetings', persons: null, from, to, size: 1 - by })
    const met = { ...EVERYONE, metric: 'first-meetings', size: 1 - by, unit: 'factor', ...dates }
    if (wins === 0) return met
    world.effects.add({ channel: 'win-rate', persons: null, from, to, size: 1 - wins })
    return [met, { ...met, metric: 'win-rate', size: 1 - wins }]
  },
})
