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

const GRAVITY = { reject: 0, cell: 1, note: 2 } as const
