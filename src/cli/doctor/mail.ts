import { connect } from 'node:net'
import type pg from 'pg'
import { note, ok, type Result, warning } from './finding.ts'

const PATIENCE_MS = 5_000

/** Whether the mail servers that were set up can be reached; whether they take a message, the test message tells. */
export async function mail(pool: pg.Pool): Promise<Result> {
  const { rows } = await pool.query<{ host: string; port: number }>(
    `select distinct settings->>'host' as host, (settings->>'port')::integer as port from mail_account order by 1, 2`,
  )
  if (rows.length === 0)
    return note('none is set up: invitations are links to pass on', 'Set it up in Settings, where a test message is.')
  for (const { host, port } of rows) {
    const failure = await reach(host, port)
    if (failure !== null)
      return warning(`${host} port ${port} cannot be reached: ${failure}`, 'Check its name, its port and the firewall.')
  }
  return ok(rows.map(({ host, port }) => `${host} port ${port} can be reached`).join('; '))
}

function reach(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS })
    const end = (failure: string | null) => {
      socket.destroy()
      resolve(failure)
    }
    socket.once('connect', () => end(null))
    socket.once('timeout', () => end('no answer'))
    socket.once('error', (error) => end(error.message))
  })
}
