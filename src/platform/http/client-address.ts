import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** What trusted proxies say about the caller of a request. */
export interface CallerFinder {
  /** the caller's network address; empty when the request came from inside the process */
  address(c: Context): string
  /** the scheme that the caller used, when a trusted proxy says so */
  scheme(c: Context): string | null
}

/**
 * A proxy is believed when its address lies in `trusted`, and each hop only about the one before it: the caller is the
 * last address of `x-forwarded-for` that is no trusted proxy. Whatever stands before that anyone could have written.
 */
export function callerFinder(trusted: readonly string[]): CallerFinder {
  const isTrusted = matcher(trusted)
  return {
    address(c) {
      let caller = peerAddress(c)
      const hops = splitList(c.req.header('x-forwarded-for'))
      while (isTrusted(caller) && hops.length > 0) caller = bare(hops.pop() ?? '')
      return caller
    },
    scheme(c) {
      return isTrusted(peerAddress(c)) ? (splitList(c.req.header('x-forwarded-proto')).at(-1) ?? null) : null
    },
  }
}

function matcher(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function peerAddress(c: Context): string {
  // requests made in process, by tests, have no socket
  return c.env !== undefined && 'incoming' in c.env ? bare(getConnInfo(c).remote.address ?? '') : ''
}

/** Without what some proxies add: brackets, a port, or the IPv6 form of an IPv4 address. */
function bare(text: string): string {
  const plain = text.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  return plain.replace(/^::ffff:(?=\d+\.)/i, '')
}

function splitList(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
