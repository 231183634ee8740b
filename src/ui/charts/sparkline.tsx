import styles from './sparkline.module.css'

interface SparklineProps {
  /** oldest first; null where there is nothing to draw */
  readonly points: readonly (number | null)[]
  /** what is usual, as a wash behind the line */
  readonly band?: { readonly low: number; readonly high: number } | null
}

const WIDTH = 80
const HEIGHT = 20
const PAD = 3

/** A line of 80 by 20 without axes, its last point marked. It is decoration: the figure beside it carries the words. */
export function Sparkline({ points, band = null }: SparklineProps) {
  const drawn = points.filter((point) => point !== null)
  if (drawn.length === 0) return <span className={styles.none} aria-hidden />
  const all = band === null ? drawn : [...drawn, band.low, band.high]
  const low = Math.min(...all)
  const span = Math.max(...all) - low
  const x = (at: number) => PAD + (at / Math.max(1, points.length - 1)) * (WIDTH - 2 * PAD)
  const y = (value: number) => (span === 0 ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / span) * (HEIGHT - 2 * PAD))
  const last = points.at(-1)
  return (
    <svg className={styles.line} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden>
      {band && span > 0 ? (
        <rect
          className={styles.band}
          x={0}
          width={WIDTH}
          y={y(band.high)}
          height={Math.max(1, y(band.low) - y(band.high))}
        />
      ) : null}
      {stretches(points).map((stretch) => (
        <polyline
          key={stretch[0]?.[0]}
          className={styles.stroke}
          points={stretch.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        />
      ))}
      {last === null || last === undefined ? null : (
        <circle className={styles.last} cx={x(points.length - 1)} cy={y(last)} r={2.2} />
      )}
    </svg>
  )
}

/** Points without a gap between them, each with its place. */
function stretches(points: readonly (number | null)[]): [number, number][][] {
  const found: [number, number][][] = []
  let open: [number, number][] | null = null
  points.forEach((point, at) => {
    if (point === null) {
      open = null
      return
    }
    if (open === null) found.push((open = []))
    open.push([at, point])
  })
  return found
}
