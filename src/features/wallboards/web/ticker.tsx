import { useSyncExternalStore } from 'react'

const tickers = new Map<
  number,
  { readonly subscribe: (notify: () => void) => () => void; readonly read: () => number }
>()

function tickerOf(every: number) {
  const known = tickers.get(every)
  if (known) return known
  let now = performance.now()
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  const ticker = {
    subscribe(notify: () => void) {
      listeners.add(notify)
      timer ??= setInterval(() => {
        now = performance.now()
        for (const listener of listeners) listener()
      }, every)
      return () => {
        listeners.delete(notify)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
    read: () => now,
  }
  tickers.set(every, ticker)
  return ticker
}

/** Milliseconds of the page's monotonic clock, renewed every so often. */
export function useTicker(every: number): number {
  const ticker = tickerOf(every)
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}
