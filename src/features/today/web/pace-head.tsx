import { Link } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { onScale, paceScale } from '#ui/charts/pace-scale.ts'
import { PaceTrack } from '#ui/charts/pace-track.tsx'
import { formatMoney } from '#ui/format/money.ts'
import { formatPercent } from '#ui/format/number.ts'
import { paceWords } from '#ui/format/pace-words.ts'
import { formatPeriod } from '#ui/format/period.ts'
import { formatDate } from '#ui/format/time.ts'
import { State } from '#ui/state.tsx'
import { stateOf } from '#ui/state-of.ts'
import { Figure } from '../../figure.tsx'
import { type PaceFigure, paceRef } from '../../pace-ref.ts'
import { useFrame, useTravel } from '../../view.tsx'
import type { Today } from '../contract.ts'
import styles from './today.module.css'

/** The period in one bar: booked, pace, goal and where it lands, each with its receipt. */
export function PaceHead({ today }: { today: Today }) {
  const travel = useTravel()
  const { me } = useFrame()
  const { pace, head, currency, scope, label } = today
  const words = paceWords(pace)
  const money = (minor: number) => formatMoney(minor, currency, { style: 'compact' })
  const exact = (minor: number) => formatMoney(minor, currency, { style: 'exact' })
  const figure = (name: PaceFigure, text: string, title?: string) => (
    <Figure figure={paceRef(name, scope, head.period)} title={title}>
      {text}
    </Figure>
  )
  const scale = paceScale([pace])
  return (
    <section className={styles.pace} aria-label="Pace">
      <p className={styles.paceLabel}>
        <span>
          {label}, {formatPeriod(head.period)}
        </span>
        {pace.goal === null ? null : (
          <span className={styles.paceState}>
            <State state={words.state}>{figure('ahead', words.ahead ?? '–')}</State>
          </span>
        )}
      </p>
      {pace.goal === null || pace.booked === null ? null : (
        <div className={styles.track}>
          <PaceTrack {...pace} pace={head.pace} scale={scale} label={[label, words.booked, words.ahead].join(', ')} />
          {head.pace === null ? null : (
            <span className={styles.tick} style={{ left: `${Math.min(94, onScale(head.pace, scale))}%` }}>
              {figure('pace', `pace ${formatPercent(head.pace)}`)}
            </span>
          )}
        </div>
      )}
      <dl className={styles.numbers}>
        {pace.booked === null ? null : (
          <div>
            <dt>Booked</dt>
            <dd>
              {figure('booked', money(pace.booked), exact(pace.booked))}
              {pace.goal === null ? null : (
                <span className={styles.note}>
                  of {figure('goal', money(pace.goal), exact(pace.goal))}, {figure('share', words.booked)}
                </span>
              )}
            </dd>
          </div>
        )}
        {today.remaining === null ? null : (
          <div>
            <dt>Left</dt>
            <dd>{figure('remaining', money(today.remaining), exact(today.remaining))}</dd>
          </div>
        )}
        {pace.lands === null ? null : (
          <div>
            <dt>Lands at</dt>
            <dd>
              {figure('lands', money(pace.lands), exact(pace.lands))}
              <LandsNote today={today} />
            </dd>
          </div>
        )}
      </dl>
      {pace.goal === null ? (
        <p className={styles.noGoal}>
          {allows(me.level, 'goals.write') ? (
            <>
              No goal is set for {formatPeriod(head.period)}.{' '}
              <Link to="/board/sprint" search={travel}>
                Set one
              </Link>{' '}
              and this bar shows the pace.
            </>
          ) : (
            `No goal is set for ${formatPeriod(head.period)}. Once a manager sets one, a bar shows the pace.`
          )}
        </p>
      ) : null}
    </section>
  )
}

/** Against the goal; for those who ask what changed, against a week ago. */
function LandsNote({ today: { pace, landedBefore, currency, scope, head } }: { today: Today }) {
  if (landedBefore !== null && pace.lands !== null) {
    const difference = pace.lands - landedBefore.minor
    return (
      <span className={styles.note}>
        <State state={stateOf(pace.goal ? (difference / pace.goal) * 100 : Math.sign(difference))}>
          <Figure figure={paceRef('landing-change', scope, head.period, landedBefore.date)}>
            {formatMoney(difference, currency, { style: 'compact', sign: true })}
          </Figure>
        </State>{' '}
        since {formatDate(landedBefore.date)}
      </span>
    )
  }
  if (pace.landsShare === null) return null
  return (
    <span className={styles.note}>
      <State state={stateOf((pace.landsShare - 1) * 100)}>
        <Figure figure={paceRef('lands', scope, head.period)}>{formatPercent(pace.landsShare)} of goal</Figure>
      </State>
    </span>
  )
}
