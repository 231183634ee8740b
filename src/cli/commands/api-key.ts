import type { Command } from 'commander'
import { type App, withApp } from '#cli/app.ts'
import { commandCtx } from '#cli/ctx.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action } from '#cli/run.ts'
import { ACCESS_LEVELS, type AccessLevel } from '#domain/access/permission.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { Auth } from '#platform/auth/auth.ts'

interface CreateOptions extends GlobalOptions {
  readonly user: string
  readonly days?: string
  readonly level?: string
}

export function register(program: Command): void {
  const keys = program.command('api-key').description('keys for programs; each acts as its user')
  keys.command('list').description('API keys of the organisation').action(action(list))
  keys
    .command('create <name>')
    .description('make an API key and print it, this once')
    .requiredOption('--user <email>', 'the user it acts as')
    .option('--days <number>', 'days until it expires (default: never)')
    .option('--level <level>', 'what it may do at most, for example viewer (default: what its user may)')
    .action(action(create))
  keys.command('revoke <id>').description('end an API key').action(action(revoke))
}

const list = (options: GlobalOptions) =>
  withApp(options, async (app) => {
    const { listApiKeys } = await import('#services/users/api-keys.ts')
    const data = await listApiKeys(await commandCtx(app))
    const text = data.map((key) => [key.id, `${key.start}…`, key.name].join('\t')).join('\n')
    return { data, text: text === '' ? 'There are no API keys.' : text }
  })

const create = (options: CreateOptions, name = '') =>
  withApp(options, async (app) => {
    const { createApiKey } = await import('#services/users/api-keys.ts')
    const { memberByEmail } = await import('#services/users/members.ts')
    const ctx = await commandCtx(app)
    const { userId } = await memberByEmail(ctx, options.user)
    const made = await withAuth(app, (auth) =>
      createApiKey({ ctx, auth }, { userId, name, expiresInDays: daysOf(options.days), level: levelOf(options.level) }),
    )
    return { data: made, text: made.key }
  })

const revoke = (options: GlobalOptions, id = '') =>
  withApp(options, async (app) => {
    const { revokeApiKey } = await import('#services/users/api-keys.ts')
    await revokeApiKey(await commandCtx(app), id)
    return { data: { id }, text: `Revoked ${id}` }
  })

async function withAuth<T>(app: App, work: (auth: Auth) => Promise<T>): Promise<T> {
  const { openAuth } = await import('#platform/auth/auth.ts')
  const { loadRootSecret } = await import('#platform/crypto/data-key.ts')
  const rootSecret = await loadRootSecret(app.config.dataDir, app.config.secretKey)
  const auth = openAuth({ pool: app.pool, url: app.config.publicUrl, rootSecret })
  try {
    return await work(auth)
  } finally {
    await auth.close()
  }
}

function levelOf(text: string | undefined): AccessLevel | undefined {
  const level = ACCESS_LEVELS.find((one) => one === text)
  if (text === undefined || level !== undefined) return level
  throw new LeadoutError('invalid', `--level is one of ${ACCESS_LEVELS.join(', ')}, not "${text}"`)
}

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days
  throw new LeadoutError('invalid', `--days must be a whole number from 1 to 3650, not "${text}"`)
}
