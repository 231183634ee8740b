import { z } from 'zod'
import type { Planted, World } from '../world.ts'

/** A day by date, or by the number of days after the first day of the world. */
export const day = z.union([z.iso.date(), z.int().min(0)])

/** Whom an event is about: the company, a team (`t2`) or a person (`u7`). */
export const subject = z.string().regex(/^(company|t\d+|u\d+)$/, 'is no subject; write company, t2 or u7')

/** When an event holds: to the end where it has no last day. */
export const window = { from: day, to: day.optional() }

export type Fact = Omit<Planted, 'id' | 'kind'>

/** One kind of planted event: its parameters, and what it does to a world that has not begun. */
export interface EventKind<Params extends z.ZodObject = z.ZodObject> {
  readonly params: Params
  /** changes the world and says what the truth is, by what was changed; raises `invalid` where it fits nothing */
  readonly plant: (world: World, params: z.infer<Params>) => Fact | Fact[]
}

export function defineEvent<Params extends z.ZodObject>(event: EventKind<Params>): EventKind<Params> {
  return event
}
