/** Columns of the grid per role (metrics.md Presets). */
export const GRID_PRESETS = {
  ae: {
    label: 'Account executive',
    metrics: [
      'bookings',
      'presentations',
      'proposals-sent',
      'emails-sent',
      'win-rate',
      'average-deal-size',
      'sales-cycle',
      'untouched-deals',
    ],
  },
  sdr: {
    label: 'Sales development',
    metrics: ['meetings-created', 'emails-sent', 'calls-made', 'accounts-touched', 'connect-rate', 'win-rate-sourced'],
  },
  manager: {
    label: 'Manager',
    metrics: [
      'meetings-held',
      'first-meetings',
      'deals-created',
      'pipeline-created',
      'deals-advanced',
      'open-pipeline',
      'win-rate',
      'average-deal-size',
      'sales-cycle',
      'contacts-per-deal',
      'untouched-deals',
      'bookings',
    ],
  },
  cro: {
    label: 'Revenue',
    metrics: [
      'bookings',
      'deals-won',
      'win-rate',
      'open-pipeline',
      'pipeline-created',
      'pipeline-coverage',
      'weighted-pipeline-historical',
      'cost-of-sales',
      'forecast-accuracy',
    ],
  },
} as const satisfies Record<string, { readonly label: string; readonly metrics: readonly string[] }>
export type GridPreset = keyof typeof GRID_PRESETS

export function isGridPreset(text: string): text is GridPreset {
  return Object.hasOwn(GRID_PRESETS, text)
}

/** What tells how somebody works, per discipline: rates and habits rather than results. */
const FINGERPRINTS: Readonly<Record<string, readonly string[]>> = {
  ae: [
    'meetings-held',
    'follow-up-ratio',
    'contacts-per-deal',
    'days-between-touches',
    'deals-created',
    'win-rate',
    'average-deal-size',
    'sales-cycle',
  ],
  sdr: ['calls-made', 'emails-sent', 'connect-rate', 'accounts-touched', 'contacts-per-account', 'win-rate-sourced'],
  csm: ['meetings-held', 'accounts-touched', 'contacts-per-account', 'days-between-touches', 'touches-per-account'],
}

export function fingerprintOf(discipline: string | null): readonly string[] {
  return FINGERPRINTS[(discipline ?? '').toLowerCase()] ?? FINGERPRINTS.ae!
}
