import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import type { Problem } from '../../domain/import/record.ts'

/** Problems with one repair, counted, with a few examples. */
export interface ProblemGroup {
  readonly group: string
  readonly severity: Problem['severity']
  readonly reason: string
  readonly remedy: string | null
  readonly rows: number
  readonly examples: readonly ProblemExample[]
}

export interface ProblemExample {
  readonly file: string
  readonly row: number | null
  readonly column: string | null
  readonly value: string | null
}

const EXAMPLES = 5
const MOST_GROUPS = 500

/** Counts problems as they come; keeps a few examples of each group, the gravest and largest groups first. */
export function groupingProblems(fileName: (fileNo: number) => string) {
  const groups = new Map<string, ProblemGroup>()
  return {
    addGroup: (group: ProblemGroup): void => {
      groups.set(`${group.severity} ${group.group}`, group)
    },
    add: (problem: Problem): void => {
      const key = `${problem.severity} ${problem.group}`
      const held = groups.get(key)
      const example = {
        file: fileName(problem.fileNo),
        row: problem.row ?? null,
        column: problem.column ?? null,
        value: problem.value ?? null,
      }
      groups.set(
        key,
        held === undefined
          ? {
              group: problem.group,
              severity: problem.severity,
              reason: problem.reason,
              remedy: problem.remedy ?? null,
              rows: 1,
              examples: [example],
            }
          : {
              ...held,
              rows: held.rows + 1,
              examples: held.examples.length < EXAMPLES ? [...held.examples, example] : held.examples,
            },
      )
    },
    list: (): ProblemGroup[] =>
      [...groups.values()]
        .toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity] || b.rows - a.rows)
        .slice(0, MOST_GROUPS),
  }
}

const GRAVITY = { reject: 0, cell: 1, skip: 2, note: 3 } as const

/** The problems that reading the files left behind, in groups, and the rows each file lost by them. */
export async function readProblemGroups(
  db: Db,
  orgId: string,
  importId: string,
): Promise<{ readonly groups: readonly ProblemGroup[]; readonly rejected: ReadonlyMap<string, number> }> {
  const found = await sql<ProblemGroup & { file: string }>`
    select severity, "group", min(reason) as reason, min(remedy) as remedy, min(file) as file, count(*)::int as rows,
      json_agg(json_build_object('file', file, 'row', row, 'column', "column", 'value', value) order by id)
        filter (where place <= ${EXAMPLES}) as examples
    from (
      select *, row_number() over (partition by severity, "group" order by id) as place
      from import_problem where org_id = ${orgId} and import_id = ${importId}
    ) p
    group by severity, "group"
  `.execute(db)
  const rejected = new Map<string, number>()
  for (const { severity, file, rows } of found.rows)
    if (severity === 'reject') rejected.set(file, (rejected.get(file) ?? 0) + rows)
  return { groups: found.rows.map(({ file: _, ...group }) => group), rejected }
}
