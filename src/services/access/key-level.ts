import type { Db } from '#db/client.ts'
import { ACCESS_LEVELS, type AccessLevel } from '#domain/access/permission.ts'

/** The less powerful of two levels. */
export function lesserLevel(a: AccessLevel, b: AccessLevel): AccessLevel {
  return ACCESS_LEVELS.indexOf(a) > ACCESS_LEVELS.indexOf(b) ? a : b
}

/** What an API key may do at most; null: whatever its user may. It stands in what the key's table keeps for its owner. */
export function keyLevelIn(metadata: string | null): AccessLevel | null {
  if (metadata === null) return null
  // a key without anything said of it holds the text `null`
  const said = JSON.parse(metadata) as { readonly level?: unknown } | null
  return ACCESS_LEVELS.find((one) => one === said?.level) ?? null
}

/** What an API key is allowed at most, as it was chosen when the key was made. */
export async function levelOfKey(db: Db, keyId: string): Promise<AccessLevel | null> {
  const row = await db.selectFrom('auth_api_key').select('metadata').where('id', '=', keyId).executeTakeFirst()
  return keyLevelIn(row?.metadata ?? null)
}

export async function limitKey(db: Db, keyId: string, level: AccessLevel): Promise<void> {
  const metadata = JSON.stringify({ level })
  await db.updateTable('auth_api_key').set({ metadata }).where('id', '=', keyId).execute()
}
