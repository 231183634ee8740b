import type { Command } from 'commander'
import type { GlobalOptions } from '../globals.ts'
import { action } from '../run.ts'

export function register(program: Command): void {
  program
    .command('apply')
    .description(
      'make calendars, teams, people, memberships, goals, pipelines, rates and settings be as a document says',
    )
    .argument('<file>', 'JSON as `leadout show` prints it; - reads standard input')
    .action(
      action<GlobalOptions>(async ({ org, ...options }, file) => {
        const { withApp } = await import('../app.ts')
        const { findTarget, readJson } = await import('../document.ts')
        const { readDocument } = await import('#domain/world/read-document.ts')
        const { applyDocument } = await import('#services/world/apply-document.ts')
        const { realNow } = await import('#platform/clock/now.ts')
        const document = readDocument(await readJson(file))
        return withApp(options, async ({ db }) => {
          const target = await findTarget(db, org, document)
          const ctx = { db, orgId: target.orgId, actor: { type: 'cli' }, recordedAt: realNow() } as const
          const applied = await applyDocument(ctx, target.document)
          return { data: applied, text: sentence(applied) }
        })
      }),
    )
}

function sentence({
  slug,
  created,
  changes,
  subjects,
}: {
  slug: string
  created: boolean
  changes: Readonly<Record<string, number>>
  subjects: number
}): string {
  const head = created ? `Made the organisation ${slug}.` : `Organisation ${slug}.`
  const counts = Object.entries(changes).map(([kind, count]) => `  ${kind}: ${count}`)
  if (subjects > 0) counts.push(`  names and addresses: ${subjects}`)
  if (counts.length === 0) return `${head} Nothing to change: it is as the document says.`
  return [`${head} Changes written:`, ...counts].join('\n')
}
