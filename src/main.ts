import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { LeadoutError } from '#domain/errors.ts'
import { type OpenDatabase, openDatabase } from '#db/open.ts'
import type { App } from '#features/app.ts'
import type { Config } from '#platform/config/config.ts'
import type { Logger } from '#platform/log.ts'
import { STARTING } from '#platform/running-server.ts'

export interface RunningServer {
  readonly url: string
  readonly port: number
  /** a one-time address for whoever installs Leadout, while there is no account */
  readonly firstUserUrl: string | undefined
  close(): Promise<void>
}

/** open streams, which never end by themselves, are cut after this */
const CLOSE_GRACE_MS = 500

/**
 * Opens the database and serves the product. The port is taken first, so that a second start on it costs nothing.
 * @throws LeadoutError `conflict` when the port is taken
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  let answer: ServerOptions['fetch'] = () => new Response(STARTING, { status: 503, headers: { 'retry-after': '1' } })
  const server = createAdaptorServer({ fetch: (request, env) => answer(request, env) })
  let database: OpenDatabase | undefined
  let app: App | undefined
  const close = async () => {
    await closeServer(server)
    await app?.close()
    await database?.close()
  }
  const port = await listen(server, config)
  try {
    const url = config.port === 0 ? config.publicUrl.replace(/:0$/, `:${port}`) : config.publicUrl
    // while the database starts, the rest is read
    const loading = import('#features/app.ts')
    loading.catch(() => {
      // told where it is waited for
    })
    database = await openDatabase(config, log)
    const { createApp } = await loading
    const { db, pool } = database
    app = await createApp({ db, pool, log, config: { ...config, port, publicUrl: url }, dataDir: config.dataDir })
    await app.start()
    answer = app.hono.fetch
    return { url, port, firstUserUrl: await app.firstUserUrl(url), close }
  } catch (error) {
    await close()
    throw error
  }
}

type Server = ReturnType<typeof createAdaptorServer>
type ServerOptions = Parameters<typeof createAdaptorServer>[0]

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new LeadoutError(
      'conflict',
      `Port ${port} is taken. Stop the program that uses it, or choose another: npm start -- --port ${port + 1}`,
    )
  }
  if (error.code === 'EACCES')
    return new LeadoutError('forbidden', `This user may not listen on port ${port}. Choose one above 1023.`)
  return new LeadoutError('precondition', `Leadout cannot listen on ${host} port ${port}: ${error.message}`)
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS).unref()
  })
}
