import { createHash } from 'node:crypto'
import type { BetterAuthOptions } from 'better-auth'
import type { DBAdapter, Where } from '@better-auth/core/db/adapter'

type MakeAdapter = (options: BetterAuthOptions) => DBAdapter<BetterAuthOptions>
type Query = { readonly model: string; readonly where?: Where[] | undefined }
type Row = Record<string, unknown>

export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/**
 * better-auth stores session tokens as they are sent to the browser. This adapter stores their SHA-256 instead, so a
 * copy of the database signs nobody in. Tokens carry 190 random bits: no salt and no slow hash are needed.
 */
export function hashedSessionTokens(make: MakeAdapter): MakeAdapter {
  return (options) => withHashedTokens(make(options))
}

function withHashedTokens(adapter: DBAdapter<BetterAuthOptions>): DBAdapter<BetterAuthOptions> {
  return {
    ...adapter,
    ...hashedCalls(adapter),
    transaction: (run) => adapter.transaction((tx) => run({ ...tx, ...hashedCalls(tx) })),
  }
}

type Calls = Omit<DBAdapter<BetterAuthOptions>, 'transaction' | 'id' | 'options' | 'createSchema'>

function hashedCalls(adapter: Calls): Calls {
  return {
    create: async <T extends Row, R = T>(query: Parameters<typeof adapter.create<T, R>>[0]): Promise<R> => {
      const data = query.data as Row
      if (query.model !== 'session' || typeof data.token !== 'string') return adapter.create<T, R>(query)
      const stored = { ...query, data: { ...data, token: hashSessionToken(data.token) } as unknown as Omit<T, 'id'> }
      return { ...(await adapter.create<T, R>(stored)), token: data.token }
    },
    findOne: async <T>(query: Parameters<typeof adapter.findOne>[0]) => {
      const row = await adapter.findOne<T>(hashedWhere(query))
      const asked = askedToken(query)
      return row && asked ? { ...row, token: asked } : row
    },
    findMany: (query) => adapter.findMany(hashedWhere(query)),
    count: (query) => adapter.count(hashedWhere(query)),
    update: async <T>(query: Parameters<typeof adapter.update>[0]) => {
      const row = await adapter.update<T>(hashedWhere(query))
      const asked = askedToken(query)
      return row && asked ? { ...row, token: asked } : row
    },
    updateMany: (query) => adapter.updateMany(hashedWhere(query)),
    delete: (query) => adapter.delete(hashedWhere(query)),
    deleteMany: (query) => adapter.deleteMany(hashedWhere(query)),
    consumeOne: (query) => adapter.consumeOne(hashedWhere(query)),
    incrementOne: (query) => adapter.incrementOne(hashedWhere(query)),
  }
}

function isToken(condition: Where): boolean {
  return condition.field === 'token'
}

function askedToken(query: Query): string | null {
  if (query.model !== 'session') return null
  const value = query.where?.find(isToken)?.value
  return typeof value === 'string' ? value : null
}

function hashedWhere<Q extends Query>(query: Q): Q {
  if (query.model !== 'session' || !query.where?.some(isToken)) return query
  return {
    ...query,
    where: query.where.map((condition) => (isToken(condition) ? hashedCondition(condition) : condition)),
  }
}

function hashedCondition(condition: Where): Where {
  const value = condition.value
  if (typeof value === 'string') return { ...condition, value: hashSessionToken(value) }
  if (Array.isArray(value)) return { ...condition, value: value.map((one) => hashSessionToken(String(one))) }
  return condition
}
