import { formatPercent } from './format/number.ts'
import styles from './progress-bar.module.css'

/** How far something is, with its words; without a share only that it moves. */
export function ProgressBar({ share, label }: { share: number | null; label: string }) {
  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <span
          className={styles.bar}
          style={{ width: share === null ? '100%' : `${share * 100}%` }}
          data-unknown={share === null || undefined}
        />
      </div>
      <p className={styles.label}>
        <span>{label}</span>
        {share === null ? null : <span>{formatPercent(share)}</span>}
      </p>
    </div>
  )
}
