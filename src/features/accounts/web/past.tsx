import { formatCount } from '#ui/format/number.ts'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { Figure } from '../../figure.tsx'
import type { FigureRef } from '../../receipt.ts'
import { useFrame } from '../../view.tsx'
import type { AccountActivity, AccountChange } from '../contract.ts'
import styles from './accounts.module.css'
import { activityDay, activityWords, fieldWords } from './words.ts'

/** Mails, calls and meetings, newest first. */
export function Timeline({
  activities,
  count,
  figure,
}: {
  activities: readonly AccountActivity[]
  count: number
  figure: FigureRef | null
}) {
  const open = useOpenDrawer()
  return (
    <Section
      title="Activities"
      aside={figure && count > 0 ? <Figure figure={figure}>{formatCount(count)}</Figure> : undefined}
    >
      {activities.length === 0 ? (
        <p className={styles.none}>Nothing recorded yet. Mails, calls and meetings of an export appear here.</p>
      ) : (
        <ol className={styles.timeline}>
          {activities.map((activity) => (
            <li key={activity.id}>
              <span className={styles.when}>{activityDay(activity)}</span>
              <span>{activityWords(activity)}</span>
              <span className="quiet">{activity.person ?? ''}</span>
              {activity.contact ? <span className="quiet">{activity.contact}</span> : null}
              {activity.dealId ? (
                <button type="button" className="plain" onClick={() => open('deal', activity.dealId!)}>
                  {activity.deal ?? 'Deal'}
                </button>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}

/** Every value of every field, newest first: since when, and who says so. */
export function History({ changes }: { changes: readonly AccountChange[] }) {
  const { workspace } = useFrame()
  if (changes.length === 0) return null
  return (
    <Section title="History">
      <ol className={styles.timeline}>
        {changes.map((change) => (
          <li key={`${change.id} ${change.field}`}>
            <span className={styles.when}>
              {change.validAt === null ? 'From the start' : formatMoment(change.validAt, workspace.org.zone)}
            </span>
            <span className="quiet">{fieldWords(change)}</span>
            <span>{change.field === 'deleted' ? '' : (change.value ?? '–')}</span>
            <span className="quiet">{change.by ?? change.source}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
