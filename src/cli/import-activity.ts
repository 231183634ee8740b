import { basename } from 'node:path'
import { sql } from 'kysely'
import { LeadoutError } from '#domain/errors.ts'
import { realNow } from '#platform/clock/now.ts'
import { applyUpload } from '#services/activity-upload/apply-upload.ts'
import { previewUpload } from '#services/activity-upload/prepare-upload.ts'
import { removeUpload, undoUpload } from '#services/activity-upload/undo-upload.ts'
import type { UploadCounts } from '#services/activity-upload/uploads.ts'
import { openUpload } from '#services/activity-upload/uploads.ts'
import type { Ctx } from '#services/context.ts'
import { readProblemGroups } from '#services/imports/problem-groups.ts'
import { stageUpload } from '#sources/activity-upload.ts'
import type { App } from './app.ts'
import { requireOrg, withApp } from './app.ts'
import type { ImportActivityOptions } from './commands/import-activity.ts'
import type { Outcome } from './run.ts'

/** `leadout import-activity PATH... --person P`: tells what would count, or writes it. */
export async function importActivity(options: ImportActivityOptions, paths: readonly string[]): Promise<Outcome> {
  return withApp(options, async (app) => {
    const ctx: Ctx = { db: app.db, orgId: await requireOrg(app), actor: { type: 'cli' }, recordedAt: realNow() }
    if (options.undo !== undefined) {
      await undoUpload(ctx, options.undo)
      return { data: { undone: options.undo }, text: `Taken back: ${options.undo}` }
    }
    if (paths.length === 0 || options.person === undefined)
      throw new LeadoutError(
        'invalid',
        'Say what to read, and whose it is: leadout import-activity FILE... --person ADDRESS',
      )
    const personId = await findPerson(app, ctx.orgId, options.person)
    const importId = await openUpload(ctx, {
      personId,
      label: paths.map((path) => basename(path)).join(', '),
      complete: options.complete === true,
    })
    let written = false
    try {
      await stageUpload(ctx, { id: importId, personId }, paths)
      const preview = await previewUpload(ctx, importId)
      const { groups } = await readProblemGroups(ctx.db, ctx.orgId, importId)
      const result = options.yes === true ? await applyUpload({ ...ctx, recordedAt: realNow() }, importId) : null
      written = result !== null
      const problems = groups.map(({ severity, reason, remedy, rows }) => ({ severity, reason, remedy, rows }))
      const { counts, domains } = result ?? preview
      const data = {
        importId: written ? importId : null,
        written: result?.written ?? null,
        counts,
        unmatched: domains.map(({ domain, entries }) => ({ domain, entries })),
        problems,
      }
      return { data, text: lines(counts, domains, problems, written).join('\n') }
    } finally {
      if (!written) await removeUpload(ctx, importId)
    }
  })
}

/** A person by id, address or name; raises `not-found`, or `conflict` where several have the name. */
async function findPerson(app: App, orgId: string, text: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select distinct s.id from subject s
    join span p on p.org_id = s.org_id and p.kind = 'person' and p.entity_id = s.id and p.valid_to = 'infinity'
      and p.known_to = 'infinity' and p.recorded_to = 'infinity'
    where s.org_id = ${orgId} and s.kind = 'person'
      and lower(${text}) in (s.id::text, lower(s.email), lower(s.name), lower(p.state->>'externalId'))
  `.execute(app.db)
  if (rows.length === 0) throw new LeadoutError('not-found', `There is no person ${text}`)
  if (rows.length > 1) throw new LeadoutError('conflict', `Several people are called ${text}: give an address`)
  return rows[0]!.id
}

function lines(
  counts: UploadCounts,
  domains: readonly { readonly domain: string; readonly entries: number }[],
  problems: readonly { readonly severity: string; readonly reason: string; readonly rows: number }[],
  written: boolean,
): string[] {
  const list = (of: Readonly<Record<string, number | undefined>>) =>
    Object.entries(of)
      .map(([why, entries]) => `${why} ${entries}`)
      .join(', ')
  return [
    written ? 'Written.' : 'Nothing was written. With --yes this would be stored:',
    `  with customers: ${counts.meetings} meetings, ${counts.sent} mails sent, ${counts.received} received (by ${list(counts.matched) || 'nothing'})`,
    `  busy time alone: ${list(counts.busy) || 'none'}`,
    `  set aside, no account has the domain: ${counts.aside}`,
    `  left out: ${list(counts.left) || 'none'}`,
    ...domains.slice(0, 20).map(({ domain, entries }) => `    ${domain}: ${entries}`),
    ...problems.map(({ severity, reason, rows }) => `  ${severity}: ${reason} (${rows})`),
  ]
}
