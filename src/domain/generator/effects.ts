/** What an event can change. A factor multiplies rates, odds, values; the discount and the bias are added to. */
export type Channel =
  | 'first-meetings'
  | 'mails'
  | 'calls'
  | 'deals-created'
  | 'win-rate'
  | 'size'
  | 'discount'
  | `segment:${string}`

export interface Effect {
  readonly channel: Channel
  /** null: everyone */
  readonly persons: ReadonlySet<number> | null
  /** first day */
  readonly from: number
  /** the day after the last */
  readonly to: number
  /** a factor; for the discount the points added */
  readonly size: number
}

export interface Effects {
  readonly add: (effect: Effect) => void
  /** the product of what is planted; 1 where nothing is */
  readonly factor: (channel: Channel, person: number, day: number) => number
  /** the sum of what is planted; 0 where nothing is */
  readonly sum: (channel: Channel, person: number, day: number) => number
}

export function newEffects(): Effects {
  const byChannel = new Map<Channel, Effect[]>()
  const applying = (channel: Channel, person: number, day: number) =>
    (byChannel.get(channel) ?? NONE).filter(
      ({ persons, from, to }) => day >= from && day < to && (persons === null || persons.has(person)),
    )
  return {
    add: (effect) => {
      const held = byChannel.get(effect.channel)
      if (held === undefined) byChannel.set(effect.channel, [effect])
      else held.push(effect)
    },
    factor: (channel, person, day) =>
      byChannel.has(channel) ? applying(channel, person, day).reduce((product, { size }) => product * size, 1) : 1,
    sum: (channel, person, day) =>
      byChannel.has(channel) ? applying(channel, person, day).reduce((sum, { size }) => sum + size, 0) : 0,
  }
}

const NONE: readonly Effect[] = []
