import { describe, expect, test } from 'vitest'
import { maskConfig, resolveConfig, type Surroundings } from './config.ts'

function resolve(parts: Partial<Surroundings> = {}) {
  return resolveConfig({ env: {}, flags: {}, cwd: '/home/ada', defaultDataDir: '/app/data', isTty: true, ...parts })
}

test('without flags and variables', () => {
  expect(resolve()).toMatchObject({
    dataDir: '/app/data',
    databaseUrl: null,
    host: 'localhost',
    port: 4600,
    publicUrl: 'http://localhost:4600',
    logLevel: 'info',
    trustedProxies: ['127.0.0.0/8', '::1'],
    backup: { at: '03:00', keep: 7, folder: '/app/data/backups' },
  })
})

test('a flag beats a variable, and both are relative to where the user stands', () => {
  const env = { LEADOUT_DATA: 'from-env', PORT: '5000', LEADOUT_HOST: '10.0.0.5' }
  expect(resolve({ env })).toMatchObject({
    dataDir: '/home/ada/from-env',
    port: 5000,
    publicUrl: 'http://10.0.0.5:5000',
  })
  const flags = { data: '../eve', port: '5001', host: '::1' }
  expect(resolve({ env, flags })).toMatchObject({ dataDir: '/home/eve', port: 5001, publicUrl: 'http://[::1]:5001' })
})

test.each([
  ['0.0.0.0', 'http://localhost:4600'],
  ['::', 'http://localhost:4600'],
  ['sales.lan', 'http://sales.lan:4600'],
])('listening on %s the address to open is %s', (host, url) => {
  expect(resolve({ flags: { host } }).publicUrl).toBe(url)
})

test('the public address is kept without its trailing slash', () => {
  expect(resolve({ env: { LEADOUT_URL: 'https://sales.example.com/' } }).publicUrl).toBe('https://sales.example.com')
})

test.each([
  'postgres://ada:pw@db.lan:5433/leadout?sslmode=require',
  'postgresql://ada@/leadout?host=/run/postgresql',
  'postgres:///leadout?host=/run/postgresql',
])('%s names a database server', (address) => {
  expect(resolve({ env: { DATABASE_URL: address } }).databaseUrl).toBe(address)
})

test('backups follow the data directory unless they have a folder of their own', () => {
  expect(resolve({ env: { LEADOUT_DATA: '/srv/leadout' } }).backup.folder).toBe('/srv/leadout/backups')
  const env = { LEADOUT_BACKUP_AT: 'off', LEADOUT_BACKUP_KEEP: '30', LEADOUT_BACKUP_DIR: 'nas' }
  expect(resolve({ env }).backup).toEqual({ at: null, keep: 30, folder: '/home/ada/nas' })
})

test.each([
  ['LEADOUT_BACKUP_AT', '24:00'],
  ['LEADOUT_BACKUP_AT', '3:00'],
  ['LEADOUT_BACKUP_KEEP', '0'],
  ['LEADOUT_BACKUP_KEEP', 'all'],
  ['LEADOUT_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['LEADOUT_TRUSTED_PROXIES', '10.0.0.1, proxy.lan'],
])('%s cannot be %s', (name, value) => {
  expect(() => resolve({ env: { [name]: value } })).toThrow(name)
})

test('every problem is told at once', () => {
  const env = { PORT: '70000', DATABASE_URL: 'mysql://x', LEADOUT_URL: 'sales.example.com', LEADOUT_LOG: 'loud' }
  let problems: unknown
  try {
    resolve({ env, flags: { port: 'http' } })
  } catch (error) {
    problems = (error as { details: { problems: string[] } }).details.problems
  }
  expect(problems).toEqual([
    expect.stringContaining('--port'),
    expect.stringContaining('PORT'),
    expect.stringContaining('DATABASE_URL'),
    expect.stringContaining('LEADOUT_URL'),
    expect.stringContaining('LEADOUT_LOG'),
  ])
})

describe('what may be shown', () => {
  test('holds no secret', () => {
    const secret = 'hunter2'
    const shown = maskConfig(
      resolve({
        env: {
          DATABASE_URL: `postgres://leadout:${secret}@db:5432/leadout?sslmode=require&sslpassword=${secret}`,
          LEADOUT_SECRET_KEY: secret,
        },
      }),
    )
    expect(JSON.stringify(shown)).not.toContain(secret)
    expect(shown.databaseUrl).toBe('postgres://leadout:***@db:5432/leadout?sslmode=require&sslpassword=***')
  })
})
