import type { Transaction, TransactionBuilder } from 'kysely'
import { at } from '#db/at.ts'
import type { Db } from '#db/client.ts'
import type { Database } from '#db/schema.ts'
import { LeadoutError } from '#domain/errors.ts'
import { type Instant, instantText } from '#domain/instant.ts'
import type { Ctx } from '../context.ts'
import { actorUserId } from './can.ts'

/** A request that may arrive twice: who sends it names it, and which procedure it is for. */
export interface RepeatableCall {
  readonly key: string
  readonly procedure: string
}

/**
 * Runs a call so that the same key writes once, however often it arrives. The key is claimed inside the call's first
 * transaction: what was written and what is remembered of it cannot come apart. A repeat gets the first answer.
 * @throws LeadoutError `conflict` with `done: true` where the answer is not there (the server stopped before keeping it,
 *   or the first call is still on its way out), `invalid` for a key of another procedure
 */
export async function once(ctx: Ctx, call: RepeatableCall, run: (ctx: Ctx) => Promise<unknown>): Promise<unknown> {
  const before = await findKept(ctx, call)
  if (before) return answerOf(before)
  let claimed = false
  const claim = async (tx: Transaction<Database>) => {
    if (claimed) return
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('repeatable_call')
      .values({ ...keyOf(ctx, call.key), procedure: call.procedure, answer: null, at: instantText(ctx.recordedAt) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n) throw new ClaimedBefore()
    claimed = true
  }
  try {
    const answer = await run({ ...ctx, db: claiming(ctx.db, claim) })
    if (claimed) await keep(ctx, call, answer)
    return answer
  } catch (error) {
    if (!(error instanceof ClaimedBefore)) throw error
    const first = await findKept(ctx, call)
    if (!first) throw error
    return answerOf(first)
  }
}

/** Removes keys that nobody will send again. */
export async function dropOldCalls(db: Db, before: Instant): Promise<void> {
  for (const { org_id } of await db.selectFrom('org').select('org_id').execute()) {
    await db.deleteFrom('repeatable_call').where('org_id', '=', org_id).where('at', '<', at(before)).execute()
  }
}

class ClaimedBefore extends Error {}

interface Kept {
  readonly procedure: string
  readonly answer: { readonly value?: unknown } | null
}

function keyOf(ctx: Ctx, key: string): { org_id: string; user_id: string; key: string } {
  return { org_id: ctx.orgId, user_id: actorUserId(ctx.actor) ?? '', key }
}

async function findKept(ctx: Ctx, { key, procedure }: RepeatableCall): Promise<Kept | undefined> {
  const { org_id, user_id } = keyOf(ctx, key)
  const kept = await ctx.db
    .selectFrom('repeatable_call')
    .select(['procedure', 'answer'])
    .where('org_id', '=', org_id)
    .where('user_id', '=', user_id)
    .where('key', '=', key)
    .executeTakeFirst()
  if (kept && kept.procedure !== procedure) {
    throw new LeadoutError('invalid', 'This idempotency key was used for something else.')
  }
  return kept
}

function answerOf({ answer }: Kept): unknown {
  if (answer === null) throw new LeadoutError('conflict', 'This was already done.', { done: true })
  return answer.value
}

async function keep(ctx: Ctx, { key }: RepeatableCall, answer: unknown): Promise<void> {
  const { org_id, user_id } = keyOf(ctx, key)
  await ctx.db
    .updateTable('repeatable_call')
    .set({ answer: JSON.stringify({ value: answer }) })
    .where('org_id', '=', org_id)
    .where('user_id', '=', user_id)
    .where('key', '=', key)
    .execute()
}

/** The same database, whose transactions begin with the claim. */
function claiming(db: Db, claim: (tx: Transaction<Database>) => Promise<void>): Db {
  return wrap(db, 'transaction', () => () => claimingBuilder(db.transaction(), claim))
}

function claimingBuilder(
  builder: TransactionBuilder<Database>,
  claim: (tx: Transaction<Database>) => Promise<void>,
): TransactionBuilder<Database> {
  const outer = wrap(
    builder,
    'execute',
    () =>
      <T>(callback: (tx: Transaction<Database>) => Promise<T>) =>
        builder.execute(async (tx) => {
          await claim(tx)
          return callback(tx)
        }),
  )
  return wrap(
    outer,
    'setIsolationLevel',
    () => (level: Parameters<typeof builder.setIsolationLevel>[0]) =>
      claimingBuilder(builder.setIsolationLevel(level), claim),
  )
}

/** An object with one method replaced; the others keep their own `this`, which private fields ask for. */
function wrap<T extends object>(target: T, name: keyof T, method: () => unknown): T {
  return new Proxy(target, {
    get(object, property) {
      if (property === name) return method()
      const value: unknown = Reflect.get(object, property, object)
      return typeof value === 'function' ? value.bind(object) : value
    },
  })
}
