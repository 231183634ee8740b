import { useEffect, useMemo, useState } from 'react'
import { formatMoney } from '#ui/format/money.ts'
import { formatDate, formatSpan, formatTime } from '#ui/format/time.ts'
import type { LiveState } from '#ui/frame/status.tsx'
import type { WonDeal } from '../../won-deal.ts'
import type { Wall } from '../contract.ts'
import { Celebration } from './celebration.tsx'
import { freshness } from './freshness.ts'
import { pixelShift, playlist, slideSeconds, type Slide } from './playlist.ts'
import { WallBars } from './wall-bars.tsx'
import { WallBurnDown } from './wall-burn-down.tsx'
import styles from './wall.module.css'

const MINUTE_MS = 60_000

/** One board on one screen: slides that fade into each other, the strip of wins, the age of it all. */
export function WallBoard({ wall, live, elapsed }: { wall: Wall; live: LiveState; elapsed: number }) {
  const slides = useMemo(() => playlist(wall.pages), [wall.pages])
  const { at, paused, secondsLeft } = useRotation(slides.length, slideSeconds(wall.rotationSeconds, slides.length))
  const { age, grey } = freshness({ ...wall, elapsed })
  const now = wall.pinned ? wall.asOf : wall.asOf + elapsed
  const [x, y] = pixelShift(Math.floor(now / MINUTE_MS))
  const shown = slides[at]
  const next = slides[(at + 1) % slides.length]

  return (
    <main className={styles.wall} data-grey={grey || undefined}>
      <div className={styles.picture} style={{ translate: `${x}px ${y}px` }}>
        <header className={styles.head}>
          <h1 className={styles.title}>
            {shown?.title}
            {shown ? (
              <span className={styles.sub}>
                selling day {shown.sellingDay} of {shown.sellingDays}
              </span>
            ) : null}
          </h1>
          <p className={styles.when} role="status">
            {wall.place} ·{' '}
            {wall.pinned ? formatDate(dateIn(now, wall.zone), { year: true }) : formatTime(now, wall.zone)} ·{' '}
            <Freshness live={live} age={age} pinned={wall.pinned} />
          </p>
        </header>
        <div className={styles.stage}>
          {slides.map((slide, index) => (
            <div key={index} className={styles.slide} data-shown={index === at || undefined} inert={index !== at}>
              <SlideView slide={slide} wall={wall} grey={grey} shown={index === at} />
            </div>
          ))}
        </div>
        <footer className={styles.foot}>
          <JustWon won={wall.justWon} />
          {slides.length > 1 ? (
            <p className={styles.next}>
              <span aria-hidden className={styles.dots}>
                {slides.map((_, index) => (index === at ? '●' : '○')).join(' ')}
              </span>
              {paused
                ? 'paused'
                : next
                  ? `next: ${next.kind === 'bars' ? next.title : 'burn-down'} in ${secondsLeft} s`
                  : null}
            </p>
          ) : null}
        </footer>
      </div>
      <Celebration won={wall.justWon} />
    </main>
  )
}

function dateIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
}

function Freshness({ live, age, pinned }: { live: LiveState; age: number | null; pinned: boolean }) {
  if (live === 'lost')
    return <strong>{age === null ? 'reconnecting' : `reconnecting, data ${formatSpan(age)} old`}</strong>
  if (pinned) return <>pinned</>
  if (age !== null) return <strong>data {formatSpan(age)} old</strong>
  return <>{live}</>
}

function SlideView({ slide, wall, grey, shown }: { slide: Slide; wall: Wall; grey: boolean; shown: boolean }) {
  if (slide.kind === 'bars') return <WallBars page={slide} grey={grey} />
  return shown ? <WallBurnDown page={slide} currency={wall.currency} /> : null
}

const WINS_SHOWN = 2

function JustWon({ won }: { won: readonly WonDeal[] }) {
  if (won.length === 0) return <p className={styles.won} />
  return (
    <p className={styles.won}>
      <span className={styles.wonLabel}>Just won</span>
      {won.slice(0, WINS_SHOWN).map((deal) => (
        <span key={deal.dealId} className={styles.wonDeal}>
          {wonWords(deal)}
        </span>
      ))}
    </p>
  )
}

/** "Linde, €24k (Ana)"; without an amount where amounts are hidden. */
export function wonWords({ name, amount, currency, owner }: WonDeal): string {
  const money = amount === null ? null : formatMoney(amount, currency, { style: 'compact' })
  const deal = [name, money].filter((part) => part !== null).join(', ')
  return owner === null ? deal : `${deal} (${owner})`
}

/** Which slide is on, and for how long; Space stops and goes on (WCAG 2.2.2). */
function useRotation(slides: number, seconds: number) {
  const [gone, setGone] = useState(0)
  const [paused, setPaused] = useState(false)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== ' ') return
      event.preventDefault()
      setPaused((before) => !before)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  useEffect(() => {
    if (paused || slides < 2) return
    const timer = setInterval(() => setGone((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [paused, slides])

  return { at: slides === 0 ? 0 : Math.floor(gone / seconds) % slides, paused, secondsLeft: seconds - (gone % seconds) }
}
