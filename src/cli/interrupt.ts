const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Interruption {
  /** settles with the first signal; later ones are ignored, because a terminal and npm both send theirs */
  readonly happened: Promise<NodeJS.Signals>
  isOver(): boolean
  /** back to the usual meaning of the signals */
  dispose(): void
}

/** From here on Ctrl-C and the like no longer end the process; whoever calls this ends it in good order. */
export function interruption(): Interruption {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  let over = false
  const listener = (signal: NodeJS.Signals) => {
    over = true
    resolve(signal)
  }
  for (const signal of SIGNALS) process.on(signal, listener)
  return {
    happened: promise,
    isOver: () => over,
    dispose: () => {
      for (const signal of SIGNALS) process.off(signal, listener)
    },
  }
}
