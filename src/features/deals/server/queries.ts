import { readKind } from '#db/spans.ts'
import type { Ctx } from '#services/context.ts'
import { resolveView } from '#services/org/view.ts'

/** The stages in force by the organisation's clock, in order of progress. */
export async function readStages(ctx: Ctx) {
  const { view } = await resolveView(ctx.db, ctx.orgId, ctx.recordedAt, {})
  const pipelines = new Map((await readKind(ctx.db, ctx.orgId, 'pipeline', view)).map(({ id, state }) => [id, state]))
  const stages = await readKind(ctx.db, ctx.orgId, 'stage', view)
  return stages
    .map(({ id, state }) => ({
      id,
      name: state.name,
      kind: state.kind,
      order: state.order,
      pipelineId: state.pipelineId,
      pipeline: pipelines.get(state.pipelineId)?.name ?? '',
    }))
    .toSorted((a, b) => a.pipeline.localeCompare(b.pipeline) || a.order - b.order)
}
