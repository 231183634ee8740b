/** The variables that Leadout reads. Everything else in the environment is none of its business. */
export const VARIABLES = [
  'LEADOUT_DATA',
  'LEADOUT_URL',
  'LEADOUT_LOG',
  'LEADOUT_SECRET_KEY',
  'DATABASE_URL',
  'LEADOUT_HOST',
  'LEADOUT_TRUSTED_PROXIES',
  'LEADOUT_BACKUP_AT',
  'LEADOUT_BACKUP_KEEP',
  'LEADOUT_BACKUP_DIR',
  'PORT',
] as const

export type Environment = Readonly<Partial<Record<(typeof VARIABLES)[number], string>>>

/** The only reader of `process.env` in `src`. An empty variable counts as absent. */
export function readEnvironment(): Environment {
  const found = VARIABLES.flatMap((name) => {
    const value = process.env[name]
    return value === undefined || value === '' ? [] : [[name, value] as const]
  })
  return Object.fromEntries(found)
}
