import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

interface McpOptions extends GlobalOptions {
  readonly key?: string
}

export function register(program: Command): void {
  program
    .command('mcp')
    .description('serve the model context protocol on standard input and output: tools that read')
    .option('--key <key>', 'an API key, whose permissions the tools have; without it they see everything')
    .action(
      action<McpOptions>(async (options) => {
        const { serveStdio } = await import('@modelcontextprotocol/server/stdio')
        const { LeadoutError } = await import('#domain/errors.ts')
        const { createApp } = await import('#features/app.ts')
        const { makeCall } = await import('#features/implement.ts')
        const { mcpServer } = await import('#features/mcp.ts')
        const { realNow } = await import('#platform/clock/now.ts')
        const { findVisitor } = await import('#services/access/visitor.ts')
        const { withApp } = await import('../app.ts')
        const { commandCtx } = await import('../ctx.ts')
        return withApp(options, async (opened) => {
          const { server, close } = await createApp({ ...opened, dataDir: opened.config.dataDir })
          const headers = new Headers(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` })
          const visitorNow = async () => {
            if (options.key !== undefined) return (await findVisitor(server, headers, realNow())).visitor
            return { ctx: await commandCtx(opened), email: null, name: null, orgName: '' }
          }
          if ((await visitorNow()) === null) throw new LeadoutError('forbidden', 'This API key is not valid.')
          const handle = serveStdio(async () => {
            const visitor = await visitorNow()
            return mcpServer(makeCall({ server, visitor, headers, address: '', now: realNow(), setCookies: () => {} }))
          })
          await new Promise<void>((resolve) => process.stdin.once('close', resolve))
          await handle.close()
          await close()
          return undefined
        })
      }),
    )
}
