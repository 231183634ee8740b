import { realNow } from '#platform/clock/now.ts'
import type { Ctx } from '#services/context.ts'
import type { App } from './app.ts'
import { requireOrg } from './app.ts'

/** The context in which a command acts on the organisation that `--org` names, or on the only one. */
export async function commandCtx(app: App): Promise<Ctx> {
  return { db: app.db, orgId: await requireOrg(app), actor: { type: 'cli' }, recordedAt: realNow() }
}
