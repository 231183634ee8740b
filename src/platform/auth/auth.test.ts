import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { newId } from '../ids.ts'
import { openAuth } from './auth.ts'
import { authOptions, openAuthDb } from './options.ts'

const { pool, connection } = await testDatabase({ wholeTables: true })
const auth = openAuth({ pool, url: 'http://leadout.test', rootSecret: 'a'.repeat(40) })
afterAll(() => auth.close())

const PASSWORD = 'correct horse battery'
const newUser = async () => {
  const email = `${newId()}@example.org`
  return { email, id: await auth.createUser({ email, name: 'Ada', password: PASSWORD }) }
}
const headersOf = (cookies: readonly string[]) =>
  new Headers({ cookie: cookies.map((one) => one.split(';')[0]).join('; ') })
const signIn = async (email: string, password = PASSWORD) => auth.signIn(email, password, new Headers())

/** Columns with their nullability and indexed columns; ids are uuid here and text there. */
async function shapeOf(schema: string): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select table_name || '.' || column_name || ' ' || is_nullable as line from information_schema.columns
      where table_schema = $1 and table_name like 'auth\\_%'
     union all
     select t.relname || ' ' || pg_get_indexdef(i.indexrelid, 1, false) || ' ' || i.indisunique
       from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
      where n.nspname = $1 and t.relname like 'auth\\_%'
     order by 1`,
    [schema],
  )
  return rows.map(({ line }) => line)
}

describe('the tables of sign-in', () => {
  it('are what the library would make, column by column and index by index', async () => {
    await pool.query('create schema expected')
    const elsewhere = new pg.Pool({ ...connection, max: 1, options: '-c search_path=expected' })
    const { db, close } = openAuthDb(elsewhere)
    const options = authOptions(db, { url: 'http://leadout.test', secret: 'a'.repeat(40) })
    const { compileMigrations } = await getMigrations({ ...options, database: { db, type: 'postgres' } })
    await elsewhere.query(await compileMigrations())
    await close()
    await elsewhere.end()
    const expected = await shapeOf('expected')
    expect(expected.length).toBeGreaterThan(50)
    expect(await shapeOf('public')).toEqual(expected)
  })

  it('hold no password, session token or API key that would open anything', async () => {
    const user = await newUser()
    const { cookies } = (await signIn(user.email))!
    const { key } = await auth.createApiKey({ userId: user.id, name: 'k' })
    const token = /session_token=([^.;]+)/.exec(decodeURIComponent(cookies.join()))![1]!
    expect(token.length).toBeGreaterThanOrEqual(32)
    const { rows: tables } = await pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    )
    for (const { name } of tables) {
      const { rows } = await pool.query<{ text: string }>(`select t::text as text from ${name} t`)
      for (const { text } of rows) for (const secret of [PASSWORD, token, key]) expect(text, name).not.toContain(secret)
    }
  })
})

describe('sessions', () => {
  it('open with the right password only, and know their user', async () => {
    const user = await newUser()
    expect(await signIn(user.email, 'wrong horse battery')).toBeNull()
    expect(await signIn('nobody@example.org')).toBeNull()
    const { cookies } = (await signIn(user.email.toUpperCase()))!
    expect(await auth.session(headersOf(cookies))).toMatchObject({ userId: user.id, email: user.email, name: 'Ada' })
  })

  it('end when signed out, when the password is set, and when an administrator ends them', async () => {
    const user = await newUser()
    const open = async () => headersOf((await signIn(user.email))!.cookies)
    const [one, two] = [await open(), await open()]
    const cleared = await auth.signOut(one)
    expect(cleared.join()).toMatch(/session_token=;/)
    expect(await auth.session(one)).toBeNull()
    expect(await auth.session(two)).not.toBeNull()
    await auth.setPassword(user.id, 'another horse battery')
    expect(await auth.session(two)).toBeNull()
    expect(await signIn(user.email)).toBeNull()
    const three = headersOf((await signIn(user.email, 'another horse battery'))!.cookies)
    await auth.endSessions(user.id)
    expect(await auth.session(three)).toBeNull()
  })

  it('are not opened by a cookie that was made up, changed or signed with another secret', async () => {
    const user = await newUser()
    const { cookies } = (await signIn(user.email))!
    const header = headersOf(cookies).get('cookie')!
    const stored = (await pool.query<{ token: string }>('select token from auth_session')).rows.at(-1)!.token
    const other = openAuth({ pool, url: 'http://leadout.test', rootSecret: 'b'.repeat(40) })
    const forged = headersOf((await other.signIn(user.email, PASSWORD, new Headers()))!.cookies)
    await other.close()
    const name = header.split('=')[0]!
    for (const cookie of [
      `${name}=made-up.signature`,
      header.replace(/=(.)/, (_, first) => (first === 'X' ? '=Y' : '=X')),
      `${name}=${stored}`,
      `${name}=${stored}.${header.split('.')[1]}`,
    ]) {
      expect(await auth.session(new Headers({ cookie })), cookie).toBeNull()
    }
    expect(await auth.session(forged)).toBeNull()
  })
})

describe('API keys', () => {
  it('name their user until they expire, are disabled or removed', async () => {
    const user = await newUser()
    const { id, key } = await auth.createApiKey({ userId: user.id, name: 'nightly', expiresInDays: 3650 })
    expect(await auth.verifyApiKey(key)).toEqual({ keyId: id, userId: user.id })
    for (const wrong of [`${key}x`, key.slice(0, -1), key.toLowerCase(), 'lo_', '', "' or 1=1"])
      expect(await auth.verifyApiKey(wrong), wrong).toBeNull()
    await pool.query('update auth_api_key set enabled = false where id = $1', [id])
    expect(await auth.verifyApiKey(key)).toBeNull()
    await pool.query(`update auth_api_key set enabled = true, expires_at = '2020-01-01' where id = $1`, [id])
    expect(await auth.verifyApiKey(key)).toBeNull()
  })

  it('are limited in how often they are used', async () => {
    const user = await newUser()
    const { id, key } = await auth.createApiKey({ userId: user.id, name: 'busy' })
    await pool.query('update auth_api_key set rate_limit_max = 2 where id = $1', [id])
    expect(await auth.verifyApiKey(key)).not.toBeNull()
    expect(await auth.verifyApiKey(key)).not.toBeNull()
    await expect(auth.verifyApiKey(key)).rejects.toMatchObject({ code: 'limit' })
  })
})

describe('cookies', () => {
  it('are secure exactly when the address is', async () => {
    const user = await newUser()
    const tls = openAuth({ pool, url: 'https://leadout.test', rootSecret: 'a'.repeat(40) })
    const secure = (await tls.signIn(user.email, PASSWORD, new Headers()))!.cookies
    await tls.close()
    const plain = (await signIn(user.email))!.cookies
    for (const cookie of [...secure, ...plain]) {
      expect(cookie).toMatch(/HttpOnly/i)
      expect(cookie).toMatch(/SameSite=Lax/i)
    }
    expect(secure.every((cookie) => /; Secure/i.test(cookie) && cookie.startsWith('__Secure-'))).toBe(true)
    expect(plain.some((cookie) => /Secure/i.test(cookie))).toBe(false)
  })
})
