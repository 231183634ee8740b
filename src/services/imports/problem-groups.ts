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
  /** the values it is about, the most frequent first */
  readonly values: readonly { readonly value: string; readonly rows: number }[]
}

export interface ProblemExample {
  readonly file: string
  readonly row: number | null
  readonly column: string | null
  readonly value: string | null
}

const EXAMPLES = 5
const VALUES = 8
/** distinct values that a group counts */
const MOST_VALUES = 2_000
const MOST_GROUPS = 500

/** Counts problems as they come; keeps a few examples of each group, the gravest and largest groups first. */
export function groupingProblems(fileName: (fileNo: number) => string) {
  const groups = new Map<string, ProblemGroup>()
  const values = new Map<string, Map<string, number>>()
  const countValue = (key: string, value: string) => {
    const counts = values.get(key) ?? new Map<string, number>()
    values.set(key, counts)
    if (counts.size < MOST_VALUES || counts.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return {
    addGroup: (group: ProblemGroup): void => {
      groups.set(`${group.severity} ${group.group}`, group)
    },
    add: (problem: Problem): void => {
      const key = `${problem.severity} ${problem.group}`
      const held = groups.get(key)
      if (problem.value !== undefined) countValue(key, problem.value)
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
              values: [],
            }
          : {
              ...held,
              rows: held.rows + 1,
              examples: held.examples.length < EXAMPLES ? [...held.examples, example] : held.examples,
            },
      )
    },
    list: (): ProblemGroup[] =>
      [...groups]
        .map(([key, group]) => ({ ...group, values: mostFrequent(values.get(key)) }))
        .toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity] || b.rows - a.rows)
        .slice(0, MOST_GROUPS),
  }
}

function mostFrequent(counts: ReadonlyMap<string, number> | undefined): ProblemGroup['values'] {
  return [...(counts ?? [])]
    .map(([value, rows]) => ({ value, rows }))
    .toSorted((a, b) => b.rows - a.rows)
    .slice(0, VALUES)
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
  return { groups: found.rows.map(({ file: _, ...group }) => ({ ...group, values: [] })), rejected }
}
