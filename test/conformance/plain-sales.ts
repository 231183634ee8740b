/** A stage of the one pipeline; `order` rises from 1 over the open ones. */
export interface PlainStage {
  readonly id: string
  readonly name: string
  readonly kind: 'open' | 'won' | 'lost'
  readonly order: number
}

export interface PlainEvent {
  readonly at: number
  readonly stage?: PlainStage
  readonly owner?: string
  readonly amount?: number | null
  readonly close?: string | null
}

export interface PlainDeal {
  readonly id: string
  readonly externalId: string
  readonly createdAt: number
  readonly creator: string | null
  readonly account: string | null
  readonly type: string | null
  readonly segment: string | null
  readonly source: string | null
  /** the first one is the creation; in order of time */
  readonly events: readonly PlainEvent[]
}

export interface PlainActivity {
  readonly id: string
  readonly at: number
  readonly type: string
  readonly topic: string | null
  readonly direction: string | null
  readonly seconds: number | null
  readonly held: boolean
  readonly connected: boolean | null
  readonly person: string | null
  readonly deal: string | null
  readonly account: string | null
  readonly contact: string | null
  /** others that took part: contacts of theirs, people of ours */
  readonly theirs: readonly string[]
  readonly ours: readonly string[]
}

export interface PlainLine {
  readonly deal: string
  readonly quantity: number
  readonly listPrice: number
}

/** A forecast submitted for a period of known days. */
export interface PlainForecast {
  readonly person: string
  readonly at: number
  readonly period: { readonly id: string; readonly from: string; readonly to: string }
  readonly commit: number
}

/** A goal for bookings in April. */
export interface PlainGoal {
  readonly kind: 'person' | 'team'
  readonly id: string
  readonly minor: number
}

export interface PlainTeam {
  readonly id: string
  readonly calendar: PlainCalendar
  readonly parent: string | null
  readonly zone: string
}

/** Weekdays without selling, Monday 1, and holidays. */
export interface PlainCalendar {
  readonly weekend: readonly number[]
  readonly holidays: readonly string[]
}

/** A company as plain lists: what the independent computations loop over. */
export interface PlainSales {
  readonly orgId: string
  readonly people: readonly string[]
  readonly teams: readonly PlainTeam[]
  /** who was in which team under whom from when on, in order of time */
  readonly memberships: readonly {
    readonly person: string
    readonly team: string
    readonly manager: string | null
    readonly from: number
  }[]
  readonly stages: readonly PlainStage[]
  readonly deals: readonly PlainDeal[]
  readonly activities: readonly PlainActivity[]
  readonly lines: readonly PlainLine[]
  readonly goals: readonly PlainGoal[]
  readonly forecasts: readonly PlainForecast[]
  readonly calendar: PlainCalendar
  readonly accounts: readonly { readonly id: string; readonly owner: string | null }[]
  readonly contactAccounts: ReadonlyMap<string, string>
}
