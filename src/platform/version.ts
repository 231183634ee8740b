import { readFileSync } from 'node:fs'

interface Manifest {
  readonly version: string
}

/** The version of this Leadout, of the form `1.2.3`. */
export function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Manifest
  return manifest.version
}
