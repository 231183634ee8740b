import { bulkTransaction } from '../../db/bulk.ts'
import type { Db } from '../../db/client.ts'
import type { Ctx } from '../context.ts'

/** The transaction in which an import is applied: all of it or nothing, with rows written by COPY. */
export function importTransaction<T>(ctx: Ctx, work: (tx: Db) => Promise<T>): Promise<T> {
  return bulkTransaction(ctx.db, work)
}
