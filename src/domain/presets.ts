import * as z from 'zod'

/** Ways to run a sales team; the player-coach kit adds on to each. */
export const PRESETS = {
  founding: { label: 'Founding', description: 'One room, 1 to 10 sellers, a daily rhythm and open numbers' },
  scrum: { label: 'Scrum floor', description: 'Teams of 5 to 10, weekly sprints, shared goals instead of quotas' },
  enterprise: { label: 'Enterprise', description: 'Long cycles, engagement and boards, people seen by week' },
} as const

export const PRESET_IDS = ['founding', 'scrum', 'enterprise'] as const
export type PresetId = (typeof PRESET_IDS)[number]

/** A decision on which good teams differ: the preset proposes a value, a dated setting of the same name overrides it. */
export interface Switch<Value extends z.ZodType> {
  readonly label: string
  readonly value: Value
  readonly presets: Readonly<Record<PresetId, z.infer<Value>>>
}

function define<Value extends z.ZodType>(
  label: string,
  value: Value,
  presets: Record<PresetId, z.infer<Value>>,
): Switch<Value> {
  return { label, value, presets }
}

export const SWITCHES = {
  headStartDays: define(
    'Working days by which an alert about a person reaches that person before the manager',
    z.number().int().min(0).max(3),
    { founding: 0, scrum: 0, enterprise: 1 },
  ),
  /** `stand-up`: days in the team's own stand-up, weeks everywhere else */
  personGrain: define('How finely others see the activity of a person', z.enum(['day', 'stand-up', 'week']), {
    founding: 'day',
    scrum: 'stand-up',
    enterprise: 'week',
  }),
  /** `asked`: once the team has agreed in its first run */
  namedBars: define('Bars of named people inside their own team', z.enum(['on', 'asked', 'off']), {
    founding: 'on',
    scrum: 'asked',
    enterprise: 'off',
  }),
  wallPersonBars: define('Bars of named people on the wallboard', z.enum(['on', 'asked', 'off']), {
    founding: 'asked',
    scrum: 'asked',
    enterprise: 'off',
  }),
  wallAmounts: define('Amounts on the wallboard beside percentages', z.boolean(), {
    founding: true,
    scrum: true,
    enterprise: false,
  }),
  standUpNumbers: define("Yesterday's numbers ready for the stand-up", z.boolean(), {
    founding: true,
    scrum: true,
    enterprise: false,
  }),
  totalsVisibility: define('Who sees deals, accounts and team totals', z.enum(['company', 'own-team']), {
    founding: 'company',
    scrum: 'company',
    enterprise: 'company',
  }),
  goalSource: define('Where goals come from', z.enum(['quota', 'commit', 'shared']), {
    founding: 'quota',
    scrum: 'shared',
    enterprise: 'quota',
  }),
  goalPeriod: define('The period a goal is for', z.enum(['month', 'quarter']), {
    founding: 'month',
    scrum: 'month',
    enterprise: 'quarter',
  }),
  rhythm: define('How often a team meets over its numbers', z.enum(['daily', 'weekly', 'monthly']), {
    founding: 'daily',
    scrum: 'weekly',
    enterprise: 'monthly',
  }),
  /** `relay`: handed over between roles with credit kept; `own-it`: one owner from first touch to renewal */
  ownership: define('Who owns a deal on its way', z.enum(['relay', 'own-it']), {
    founding: 'relay',
    scrum: 'own-it',
    enterprise: 'relay',
  }),
  openTracking: define('Mail-open, link and deck-view tracking', z.boolean(), {
    founding: false,
    scrum: false,
    enterprise: false,
  }),
} as const

export type SwitchId = keyof typeof SWITCHES
export type SwitchValues = { readonly [Id in SwitchId]: z.infer<(typeof SWITCHES)[Id]['value']> }

/** What a preset sets every switch to. */
export function presetValues(preset: PresetId): SwitchValues {
  const entries = Object.entries(SWITCHES).map(([id, { presets }]) => [id, presets[preset]] as const)
  return Object.fromEntries(entries) as unknown as SwitchValues
}
