import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** the list itself holds pages, which only a browser can load: its addresses are read from its text */
const registry = readFileSync(join(import.meta.dirname, '../../src/features/pages.ts'), 'utf8')

/** shown with an upload of its own in test/e2e/mail-and-calendar.test.ts */
const OF_AN_UPLOAD = '/sources/mine/$importId'

/** The paths of every page inside the frame; `$name` stands for the id of something. */
export const pagePaths: readonly string[] = Array.from(
  registry.matchAll(/path: '([^']+)'/g),
  ([, path]) => path!,
).filter((path) => path !== '/gallery' && path !== OF_AN_UPLOAD)

type Get = <T>(path: string) => Promise<T>

/** A place to go for a path: where it names something, the first such thing that `get` finds in the API. */
export async function addressOf(path: string, get: Get): Promise<string> {
  if (!path.includes('$')) return path
  const id = await FIND[path.slice(path.indexOf('$'))]?.(get)
  if (id === undefined) throw new Error(`There is nothing to show on ${path}`)
  return path.replace(/\$\w+/, id)
}

const FIND: Readonly<Record<string, (get: Get) => Promise<string | undefined>>> = {
  $importId: async (get) => (await get<{ imports: { id: string }[] }>('/imports')).imports[0]?.id,
  $personId: async (get) =>
    (await get<{ people: { id: string; membership: object | null }[] }>('/org')).people.find(
      ({ membership }) => membership !== null,
    )?.id,
  $metricId: async (get) => (await found(get, 'meetings')).find(({ kind }) => kind === 'metric')?.id,
  $accountId: async (get) => (await found(get, 'a')).find(({ kind }) => kind === 'account')?.id,
}

async function found(get: Get, text: string): Promise<readonly { kind: string; id: string }[]> {
  return (await get<{ found: { kind: string; id: string }[] }>(`/search?text=${text}`)).found
}
