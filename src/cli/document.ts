import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Db } from '#db/client.ts'
import { LeadoutError } from '#domain/errors.ts'
import type { WorldDocument } from '#domain/world/document.ts'

/** Reads a text file, or standard input for `-`. Raises `invalid` where there is no such file. */
export async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new LeadoutError(
      'invalid',
      `${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
    )
  })
}

/** Reads a JSON file, or standard input for `-`. Raises `invalid` where there is no file or no JSON. */
export async function readJson(file: string): Promise<unknown> {
  const content = await readText(file)
  try {
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown
  } catch (error) {
    throw new LeadoutError('invalid', `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * The organisation that a document describes: the one that `--org` or its slug names, else the only one; null for one
 * that is to be made. Beside an existing organisation another is made only where `--org` says so.
 */
export async function findTarget(
  db: Db,
  asked: string | undefined,
  document: WorldDocument,
): Promise<{ orgId: string | null; document: WorldDocument }> {
  const said = document.org.find((entry) => entry.slug !== undefined)?.slug
  if (asked !== undefined && said !== undefined && asked !== said) {
    throw new LeadoutError(
      'invalid',
      `--org says ${asked}, but org.slug in the document says ${said}; leave one of them out`,
    )
  }
  const slug = asked ?? said
  const orgs = await db.selectFrom('org').select(['org_id', 'slug']).orderBy('slug').execute()
  const slugs = orgs.map((org) => org.slug).join(', ')
  const found = slug === undefined && orgs.length === 1 ? orgs[0] : orgs.find((org) => org.slug === slug)
  if (found !== undefined) return { orgId: found.org_id, document }
  if (orgs.length > 0 && asked === undefined) {
    throw new LeadoutError(
      'invalid',
      slug === undefined
        ? `Say which organisation with --org: ${slugs}`
        : `org.slug says ${slug}, but here is ${slugs}; leave the slug out to describe it, or say --org ${slug} to make another organisation`,
    )
  }
  if (slug === undefined || said !== undefined) return { orgId: null, document }
  const [first = {}, ...rest] = document.org
  return { orgId: null, document: { ...document, org: [{ ...first, slug }, ...rest] } }
}
