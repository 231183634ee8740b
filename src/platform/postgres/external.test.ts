import { createServer } from 'node:net'
import { expect, inject, test } from 'vitest'
import { silentLogger } from '#platform/log.ts'
import { openPostgres } from './open.ts'

async function open(databaseUrl: string) {
  return openPostgres({ dataDir: '/nonexistent', databaseUrl, log: silentLogger })
}

test('a named server is used as it is and never stopped', async () => {
  const { connection, template } = inject('testCluster')
  const { host, user, password, connectionString } = connection
  const address = connectionString ?? `postgres://${user}:${String(password)}@/${template}?host=${host}`
  const postgres = await open(address)
  expect(postgres).toMatchObject({ mode: 'server', owned: false, config: { connectionString: address } })
  await postgres.stop()
  await (await open(address)).stop()
})

test('a server that cannot be reached is said to be that of DATABASE_URL', async () => {
  const closed = createServer()
  const port = await new Promise<number>((resolve) => {
    closed.listen(0, 'localhost', () => {
      const address = closed.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  await new Promise((resolve) => closed.close(resolve))
  await expect(open(`postgres://ada:secret@localhost:${port}/leadout`)).rejects.toMatchObject({
    code: 'precondition',
    message: expect.stringMatching(/^The server of DATABASE_URL cannot be used: .*ECONNREFUSED/),
  })
})
