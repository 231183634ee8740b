import { type ComponentType, useEffect, useState } from 'react'

/** A component whose code comes when it is first shown, or before, by `load`. */
export interface Part<Props> {
  readonly Component: ComponentType<Props>
  load(): Promise<void>
}

/** Instead of `lazy`: React holds what a Suspense has waited for back until 0.3 s have gone, though it is long there. */
export function partOf<Props extends object>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  let Loaded: ComponentType<Props> | null = null
  const part: Part<Props> = {
    async load() {
      Loaded ??= await load()
    },
    Component(props) {
      const [Shown, setShown] = useState(() => Loaded)
      useEffect(() => {
        if (Shown) return
        const raise = (error: unknown) => () => {
          throw error
        }
        part.load().then(
          () => setShown(() => Loaded),
          (error) => setShown(() => raise(error)),
        )
      }, [Shown])
      return Shown ? <Shown {...props} /> : null
    },
  }
  return part
}

/** Loads one part after the other while the browser has nothing else to do: what is opened next is there at once. */
export async function loadWhenIdle(loads: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const load of loads) {
    await idle()
    // a part that does not come is asked for again when it is shown
    await load().catch(() => undefined)
  }
}

const AFTER_MS = 2000

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: AFTER_MS })
    else setTimeout(resolve, AFTER_MS)
  })
}
