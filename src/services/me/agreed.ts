import { CONSENTS, type ConsentQuestion } from '#domain/me/consent.ts'
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

export interface OwnConsent {
  readonly question: ConsentQuestion
  /** null: not answered yet */
  readonly agreed: boolean | null
  /** whether the organisation leaves it to each person, and the actor is one */
  readonly asked: boolean
}

/** Every question with the actor's own answer. */
export async function ownConsents(ctx: Ctx, { settings }: Pick<OrgView, 'settings'>): Promise<OwnConsent[]> {
  const policy = orgPolicy(settings)
  const personId = 'personId' in ctx.actor ? ctx.actor.personId : null
  if (personId === null) return CONSENTS.map((question) => ({ question, agreed: null, asked: false }))
  return Promise.all(
    CONSENTS.map(async (question) => ({
      question,
      agreed: (await readConsents(ctx.db, ctx.orgId, question)).get(personId) ?? null,
      asked: policy[question] === 'asked',
    })),
  )
}
