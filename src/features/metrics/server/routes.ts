import { implement } from '@orpc/server'
import { definitions } from '#services/metrics/definitions.ts'
import { readFigureRows } from '#services/metrics/read-figures.ts'
import { readMetricRows } from '#services/metrics/read-rows.ts'
import type { Call } from '../../implement.ts'
import { metricsContract } from '../contract.ts'

const os = implement(metricsContract).$context<Call>()

export const metricsRoutes = os.router({
  values: os.values.handler(async ({ context, input }) => ({ figures: await readFigureRows(context.ctx(), input) })),
  rows: os.rows.handler(({ context, input: { offset, limit, ...input } }) =>
    readMetricRows(context.ctx(), { ...input, page: { offset, limit } }),
  ),
  definitions: os.definitions.handler(() => {
    const { metrics, waiting } = definitions()
    return { metrics, waiting: [...waiting] }
  }),
})
