import { addDays } from '#domain/calendar/local-date.ts'
import { periodOf, periodRange } from '#domain/calendar/period.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { useFrame, useView } from '../../view.tsx'
import styles from './changes.module.css'
import type { Comparison } from './use-comparison.ts'

/** Since when, until when, and which deals. */
export function ChangesControls({ comparison }: { comparison: Comparison }) {
  const { workspace } = useFrame()
  const { period } = useView()
  const { today } = workspace.clock
  const { calendar } = workspace.org
  const { since, until, change, input } = comparison
  // the end of the day before is where a period opens
  const opening = (unit: 'month' | 'quarter') =>
    addDays(periodRange(periodOf(today, unit, calendar), calendar).from, -1)
  const moments = [
    ['Yesterday', addDays(today, -1)],
    ['Last week', addDays(today, -7)],
    ['This month', opening('month')],
    ['This quarter', opening('quarter')],
  ] as const
  return (
    <div className={styles.controls}>
      <fieldset className={styles.group}>
        <legend>Since</legend>
        {moments.map(([label, date]) => (
          <button
            key={label}
            type="button"
            className={styles.choice}
            aria-pressed={since === date && until === undefined}
            onClick={() => change({ since: date, until: undefined })}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div className={styles.group}>
        <label className={styles.date}>
          <span>from</span>
          <input
            type="date"
            aria-label="From the evening of"
            value={since}
            max={until ?? today}
            required
            onChange={(event) => {
              if (event.currentTarget.value !== '') change({ since: event.currentTarget.value })
            }}
          />
        </label>
        {until === undefined ? (
          <span className={styles.date}>
            <span>to</span>
            <button type="button" className="plain" title="Choose a day" onClick={() => change({ until: today })}>
              now
            </button>
          </span>
        ) : (
          <label className={styles.date}>
            <span>to</span>
            <input
              type="date"
              aria-label="To the evening of; empty for now"
              value={until}
              min={since}
              max={today}
              onChange={(event) => change({ until: event.currentTarget.value || undefined })}
            />
          </label>
        )}
      </div>
      <fieldset className={styles.group}>
        <legend>Deals</legend>
        <button
          type="button"
          className={styles.choice}
          aria-pressed={input.closingIn !== undefined}
          onClick={() => change({ closing: undefined })}
        >
          {`Closing in ${formatPeriod(period)}`}
        </button>
        <button
          type="button"
          className={styles.choice}
          aria-pressed={input.closingIn === undefined}
          onClick={() => change({ closing: 'all' })}
        >
          Whenever they close
        </button>
      </fieldset>
    </div>
  )
}
