/** How long somebody was watched, and whether it happened then; if not, it is only known to take longer. */
export interface Watched {
  readonly weeks: number
  readonly happened: boolean
}

export interface SurvivalStep {
  readonly week: number
  readonly atRisk: number
  readonly events: number
  /** the share to whom it has not happened by then */
  readonly waiting: number
}

/** The share that still waits after each week in which it happened to somebody (Kaplan and Meier). */
export function kaplanMeier(watched: readonly Watched[]): SurvivalStep[] {
  const weeks = [...new Set(watched.flatMap(({ weeks: one, happened }) => (happened ? [one] : [])))]
  let waiting = 1
  return weeks
    .toSorted((a, b) => a - b)
    .map((week) => {
      const atRisk = watched.filter((one) => one.weeks >= week).length
      const events = watched.filter((one) => one.happened && one.weeks === week).length
      waiting *= 1 - events / atRisk
      return { week, atRisk, events, waiting }
    })
}

export interface MedianTime {
  /** null: fewer than half have got there */
  readonly weeks: number | null
  /** the 90 % interval; an end that cannot be told is null */
  readonly low: number | null
  readonly high: number | null
}

const Z = 1.6449

/** The week by which half have got there, and between which weeks that lies (Brookmeyer and Crowley, log-log). */
export function medianTime(watched: readonly Watched[]): MedianTime {
  const steps = kaplanMeier(watched)
  let greenwood = 0
  const ends = steps.map(({ week, atRisk, events, waiting }) => {
    greenwood += atRisk === events ? 0 : events / (atRisk * (atRisk - events))
    if (waiting === 0) return { week, waiting, low: 0, high: 0 }
    const spread = (Z * Math.sqrt(greenwood)) / Math.abs(Math.log(waiting))
    return { week, waiting, low: waiting ** Math.exp(spread), high: waiting ** Math.exp(-spread) }
  })
  const first = (end: 'waiting' | 'low' | 'high') => ends.find((one) => one[end] <= 0.5 + 1e-12)?.week ?? null
  return { weeks: first('waiting'), low: first('low'), high: first('high') }
}
