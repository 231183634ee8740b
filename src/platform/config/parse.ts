import { isIP } from 'node:net'
import type { LogLevel } from '#platform/log.ts'

/** Collects what is wrong, so that every problem is told at once. */
export type Report = (problem: string) => void

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

export function parsePort(text: string | undefined, name: string, report: Report): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  report(`${name} must be a whole number from 0 to 65535, not "${text}"`)
  return undefined
}

export function parseUrl(
  text: string | undefined,
  name: string,
  protocols: readonly string[],
  report: Report,
): string | null {
  if (text === undefined) return null
  // the address of a database server may leave the host out: postgres://ada@/leadout?host=/run/postgresql
  const full = text.replace('@/', '@localhost/')
  if (URL.canParse(full) && protocols.includes(new URL(full).protocol)) return text
  report(`${name} must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`)
  return null
}

export function parseLevel(text: string | undefined, report: Report): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (text ?? 'info'))
  if (level === undefined) report(`LEADOUT_LOG must be one of ${LOG_LEVELS.join(', ')}, not "${text}"`)
  return level ?? 'info'
}

/** A time of day as `HH:MM`; null for `off`. */
export function parseTimeOfDay(text: string, name: string, report: Report): string | null {
  if (text === 'off') return null
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) report(`${name} must be a time such as 03:00, or off, not "${text}"`)
  return text
}

export function parseCount(text: string, name: string, report: Report): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1) report(`${name} must be a whole number from 1 on, not "${text}"`)
  return count
}

/** Addresses and networks such as `10.0.0.0/8`, separated by commas. */
export function parseNetworks(text: string, name: string, report: Report): string[] {
  const networks = text.split(',').map((part) => part.trim())
  const wrong = networks.find((network) => !isNetwork(network))
  if (wrong !== undefined) report(`${name} must hold addresses or networks such as 10.0.0.0/8, not "${wrong}"`)
  return networks
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  const widest = family === 4 ? 32 : 128
  return family !== 0 && more.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= widest))
}
