import { type Command, Option } from 'commander'
import { type App, withApp } from '#cli/app.ts'
import { commandCtx } from '#cli/ctx.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action } from '#cli/run.ts'
import { ACCESS_LEVELS, type AccessLevel } from '#domain/access/permission.ts'

interface AddOptions extends GlobalOptions {
  readonly level: AccessLevel
  readonly person?: string
}

export function register(program: Command): void {
  const user = program.command('user').description('who may sign in')
  user.command('list').description('users and their access levels').action(action(list))
  user
    .command('add <email>')
    .description('make a link with which a new user chooses a password')
    .addOption(new Option('--level <level>', 'access level').choices([...ACCESS_LEVELS]).default('rep'))
    .option('--person <id>', 'the person of the team that this user is')
    .action(action(add))
  user.command('reset <email>').description('make a link that sets a new password').action(action(reset))
}

const list = (options: GlobalOptions) =>
  withApp(options, async (app) => {
    const { listMembers } = await import('#services/users/members.ts')
    const data = await listMembers(await commandCtx(app))
    const text = data
      .map((one) => [one.email, one.level, one.name, one.active ? '' : 'ended'].join('\t').trimEnd())
      .join('\n')
    return { data, text: text === '' ? 'Nobody can sign in yet.' : text }
  })

const add = (options: AddOptions, email = '') =>
  withApp(options, async (app) => {
    const { inviteMember } = await import('#services/users/members.ts')
    const input = { email, level: options.level, personId: options.person ?? null }
    return linkOutcome(await inviteMember(await commandCtx(app), input, await linkBase(app)))
  })

const reset = (options: GlobalOptions, email = '') =>
  withApp(options, async (app) => {
    const { memberByEmail, resetLink } = await import('#services/users/members.ts')
    const ctx = await commandCtx(app)
    const { userId } = await memberByEmail(ctx, email)
    return linkOutcome(await resetLink(ctx, userId, await linkBase(app)))
  })

/** Where the link is opened: the server that runs now, unless the public address is set apart from it. */
async function linkBase({ config }: App): Promise<string> {
  const { findServer } = await import('#platform/running-server.ts')
  const { readEnvironment } = await import('#platform/config/env.ts')
  return readEnvironment().LEADOUT_URL === undefined
    ? (findServer(config.dataDir)?.url ?? config.publicUrl)
    : config.publicUrl
}

function linkOutcome({ url, expiresAt }: { readonly url: string; readonly expiresAt: number }) {
  const until = new Date(expiresAt).toISOString()
  return { data: { url, expiresAt: until }, text: `${url}\nworks once, until ${until}` }
}
