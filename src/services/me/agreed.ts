import type { ConsentQuestion } from '#domain/me/consent.ts'
import type { Ctx } from '../context.ts'
import { orgPolicy } from '../org/policy.ts'
import type { OrgView } from '../org/view.ts'
import { readConsents } from './consent.ts'

/** Who may be shown: everyone where the setting is on, who has agreed where it asks, nobody where it is off. */
export async function agreedTo(
  ctx: Pick<Ctx, 'db'>,
  { orgId, settings }: Pick<OrgView, 'orgId' | 'settings'>,
  question: ConsentQuestion,
): Promise<(personId: string) => boolean> {
  const setting = orgPolicy(settings)[question]
  if (setting !== 'asked') return () => setting === 'on'
  const answers = await readConsents(ctx.db, orgId, question)
  return (personId) => answers.get(personId) === true
}
