import { implement } from '@orpc/server'
import { definitions } from '#services/metrics/definitions.ts'
import { readFigureRows } from '#services/metrics/read-figures.ts'
import { readMetricRows } from '#services/metrics/read-rows.ts'
import type { Call } from '../../implement.ts'
import { metricsContract } from '../contract.ts'
import { readCourse, readSplit } from './course.ts'
import { readGrid } from './grid.ts'
import type { Reader } from '#services/metrics/points.ts'

const os = implement(metricsContract).$context<Call>()

const reader = (call: Call): Reader => ({ ctx: call.ctx(), answers: call.server.answers })

export const metricsRoutes = os.router({
  course: os.course.handler(({ context, input }) => readCourse(reader(context), input)),
  split: os.split.handler(({ context, input }) => readSplit(reader(context), input)),
  grid: os.grid.handler(({ context, input }) => readGrid(reader(context), input)),
  values: os.values.handler(async ({ context, input }) => ({ figures: await readFigureRows(context.ctx(), input) })),
  rows: os.rows.handler(({ context, input: { offset, limit, ...input } }) =>
    readMetricRows(context.ctx(), { ...input, page: { offset, limit } }),
  ),
  definitions: os.definitions.handler(() => {
    const { metrics, waiting } = definitions()
    return { metrics, waiting: [...waiting] }
  }),
})
