import type { Db } from '../../db/client.ts'
import type { Problem } from '../../domain/import/record.ts'
import type { ApplyInput } from './apply.ts'
import { groupingProblems } from './problem-groups.ts'
import { writeProblems } from './staging.ts'

/** Gathers problems and writes them a chunk at a time. */
export function problemSink(tx: Db, input: ApplyInput) {
  const fileName = (fileNo: number) => input.plan.files[fileNo]!.name
  const groups = groupingProblems(fileName)
  let waiting: Problem[] = []
  return {
    groups: groups.list,
    /** takes in what the readers of the files found before */
    addGroup: groups.addGroup,
    add: (problem: Problem) => {
      groups.add(problem)
      waiting.push(problem)
    },
    flush: async () => {
      const problems = waiting
      waiting = []
      await writeProblems(tx, input.orgId, input.importId, fileName, problems)
    },
  }
}
