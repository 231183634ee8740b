import type { Command } from 'commander'
import { loadConfig } from '#cli/config.ts'
import type { GlobalOptions } from '#cli/globals.ts'
import { interruption } from '#cli/interrupt.ts'
import { action } from '#cli/run.ts'
import { announceServer, retireServer } from '#platform/running-server.ts'

const EVERY_ADDRESS = new Set(['0.0.0.0', '::'])

interface StartOptions extends GlobalOptions {
  readonly port?: string
  readonly host?: string
}

export function register(program: Command): void {
  program
    .command('start')
    .description('start the database and the server, until Ctrl-C')
    .option('--port <number>', 'port to listen on (default: 4600, or PORT)')
    .option(
      '--host <name>',
      'address to listen on (default: localhost, or LEADOUT_HOST); 0.0.0.0 for the whole network',
    )
    .action(action(start))
}

async function start(options: StartOptions): Promise<undefined> {
  const { startServer } = await import('../../main.ts')
  const { config, log } = loadConfig(options)
  const interrupt = interruption()
  try {
    const server = await startServer(config, log)
    const reachable = EVERY_ADDRESS.has(config.host) ? 'localhost' : config.host
    announceServer(config.dataDir, `http://${reachable}:${server.port}`)
    const running = { url: server.url, firstUserUrl: server.firstUserUrl }
    const lines = [`Leadout is running at ${server.url}`]
    if (server.firstUserUrl !== undefined) lines.push(`Create the first account at ${server.firstUserUrl}`)
    process.stdout.write(options.json === true ? `${JSON.stringify(running)}\n` : `${lines.join('\n')}\n`)
    await interrupt.happened
    log.info('Stopping')
    await server.close()
    retireServer(config.dataDir)
  } catch (error) {
    // an interrupted start fails in many ways, none of them worth telling
    if (!interrupt.isOver()) throw error
  } finally {
    interrupt.dispose()
  }
}
