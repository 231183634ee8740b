import styles from './status.module.css'

export type LiveState = 'connecting' | 'live' | 'lost'

const WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Reconnecting' } as const satisfies Record<
  LiveState,
  string
>

/** Whether the page repaints by itself. A shape and a word; still when motion is reduced. */
export function LiveDot({ state }: { state: LiveState }) {
  return (
    <span className={styles.live} data-state={state} role="status">
      <span className={styles.dot} aria-hidden />
      {WORDS[state]}
    </span>
  )
}

/** "As of 14:32", with date and zone on hover. */
export function AsOf({ time, moment, age }: { time: string; moment: string; age?: string | undefined }) {
  return (
    <span className={styles.asOf} title={moment}>
      <span className={styles.words}>As of </span>
      {time}
      {age ? <span className={styles.age}>, data {age} old</span> : null}
    </span>
  )
}
