import { dataAt } from '#db/data-at.ts'
import { type ContrastInput, readContrast } from '#services/metrics/contrast.ts'
import type { Reader } from '#services/metrics/points.ts'
import { columnIn } from '../../metric-figure.ts'
import type { ContrastReport } from '../contract.ts'

export async function readContrastPage(reader: Reader, input: ContrastInput): Promise<ContrastReport> {
  const { ctx } = reader
  const { view, roles, role, range, group, metrics } = await readContrast(reader, input)
  return {
    asOf: view.asOf,
    knownAt: view.knownAt,
    dataAt: await dataAt(ctx.db, ctx.orgId),
    currency: view.settings.currency,
    roles: [...roles],
    role,
    ...range,
    group,
    metrics: metrics.map(({ metric, contrast }) => ({ column: columnIn(metric, range, null), contrast })),
  }
}
