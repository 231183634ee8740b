import { type Command, Option } from 'commander'
import { commandCtx } from '#cli/ctx.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { action, type Outcome } from '#cli/run.ts'
import type { OrgClock } from '#services/clock/read-clock.ts'
import type { Ctx } from '#services/context.ts'

interface SetOptions extends GlobalOptions {
  readonly known?: 'then'
}

export function register(program: Command): void {
  const clock = program.command('clock').description('show, pin or free the clock of an organisation')
  clock
    .command('show', { isDefault: true })
    .description('the moment the organisation lives in')
    .action(
      action((options) =>
        withCtx(options, async (ctx) => {
          const { readClock } = await import('#services/clock/read-clock.ts')
          return readClock(ctx, ctx.db)
        }),
      ),
    )
  clock
    .command('set')
    .argument('<time>', 'a date (the end of that day) or an instant')
    .description('pin the clock: everything is shown as it was then')
    .addOption(new Option('--known <when>', 'then: show only what had been recorded by that time').choices(['then']))
    .action(
      action<SetOptions>((options, pin) =>
        withCtx(options, async (ctx) => {
          const { setClock } = await import('#services/clock/set-clock.ts')
          return setClock(ctx, { pin: pin ?? '', knownThen: options.known === 'then' })
        }),
      ),
    )
  clock
    .command('clear')
    .description('let the clock run')
    .action(
      action((options) =>
        withCtx(options, async (ctx) => {
          const { clearClock } = await import('#services/clock/set-clock.ts')
          return clearClock(ctx)
        }),
      ),
    )
}

async function withCtx(options: GlobalOptions, work: (ctx: Ctx) => Promise<OrgClock>): Promise<Outcome> {
  const { withApp } = await import('#cli/app.ts')
  const { now, pinnedAt, today, knownThen } = await withApp(options, async (app) => work(await commandCtx(app)))
  const data = {
    now: new Date(now).toISOString(),
    today,
    pinnedAt: pinnedAt === null ? null : new Date(pinnedAt).toISOString(),
    knownThen,
  }
  const how = knownThen ? ', as known then' : ', as it was'
  return { data, text: data.pinnedAt === null ? `${data.now} (running)` : `${data.pinnedAt} (pinned${how})` }
}
