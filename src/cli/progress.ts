import { realNow } from '#platform/clock/now.ts'
import type { SyncProgress } from '#sources/sync.ts'

const EVERY_MS = 500

/** Progress with rate and time left on stderr: one line that renews itself on a terminal, one line per phase elsewhere. */
export function progressLine(): { show: (progress: SyncProgress) => void; done: () => void } {
  const terminal = process.stderr.isTTY
  let phase = ''
  let began = 0
  let shown = 0
  return {
    show: (progress) => {
      const now = realNow()
      if (progress.phase !== phase) {
        phase = progress.phase
        began = now
        if (!terminal) process.stderr.write(`${phase}\n`)
      }
      if (!terminal || now - shown < EVERY_MS) return
      shown = now
      process.stderr.write(`\r\u001b[K${describe(progress, (now - began) / 1000)}`)
    },
    done: () => {
      if (terminal) process.stderr.write('\r\u001b[K')
    },
  }
}

function describe({ phase, rows, rowsTotal }: SyncProgress, seconds: number): string {
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
  const rate = seconds > 0 ? rows / seconds : 0
  const left = rowsTotal === null || rate === 0 ? '' : `, ${number.format((rowsTotal - rows) / rate)} s left`
  const of = rowsTotal === null ? '' : ` of ${number.format(rowsTotal)}`
  return `${phase} ${number.format(rows)}${of} rows, ${number.format(rate)}/s${left}`
}
