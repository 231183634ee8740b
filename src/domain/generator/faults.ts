import { chance } from './draw.ts'
import { stream } from './streams.ts'
import type { Fault, World } from './world.ts'

/** Whether a row of an activity is not in the files although it took place. Asked once for each row. */
export function isMissing(world: World, kind: Fault['stream'], person: number, day: number, id: string): boolean {
  for (const fault of world.faults) {
    if (!concerns(fault, kind, person, day) || fault.kind === 'double-import') continue
    const share = fault.missing(day)
    if (share >= 1 || chance(stream(world.scenario.seed, `missing-${id}`), share)) {
      fault.tell()
      return true
    }
  }
  return false
}

/** Whether a row stands in the files a second time, under another id. Asked once for each row. */
export function isTwice(world: World, kind: Fault['stream'], person: number, day: number): boolean {
  const fault = world.faults.find((one) => one.kind === 'double-import' && concerns(one, kind, person, day))
  fault?.tell()
  return fault !== undefined
}

function concerns(fault: Fault, kind: Fault['stream'], person: number, day: number): boolean {
  return (
    fault.stream === kind &&
    day >= fault.from &&
    day < fault.to &&
    (fault.persons === null || fault.persons.has(person))
  )
}
