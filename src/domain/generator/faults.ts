import { chance } from './draw.ts'
import { stream } from './streams.ts'
import type { Fault, World } from './world.ts'

/** Whether a row of an activity is not in the files although it took place. */
export function isMissing(world: World, kind: Fault['stream'], person: number, day: number, id: string): boolean {
  for (const fault of world.faults) {
    if (!concerns(fault, kind, person, day) || fault.kind === 'double-import') continue
    const share = fault.missing(day)
    if (share >= 1 || chance(stream(world.scenario.seed, `missing-${id}`), share)) return true
  }
  return false
}

/** Whether a row stands in the files a second time, under another id. */
export function isTwice(world: World, kind: Fault['stream'], person: number, day: number): boolean {
  return world.faults.some((fault) => fault.kind === 'double-import' && concerns(fault, kind, person, day))
}

function concerns(fault: Fault, kind: Fault['stream'], person: number, day: number): boolean {
  return (
    (fault.stream === kind || (fault.stream === 'all' && kind !== 'deals')) &&
    day >= fault.from &&
    day < fault.to &&
    (fault.persons === null || fault.persons.has(person))
  )
}
