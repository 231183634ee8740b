import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { usePalette, type Palette } from './palette.ts'

// asked for with the page's own code, so that engine and figures travel at the same time
const loadEngine = () => import('./engine.ts')
void loadEngine()

interface ChartProps {
  /** memoise it: a new function draws again */
  readonly option: (palette: Palette, width: number) => EChartsCoreOption
  readonly height: number | string
  /** the name of a datum that was clicked; keyboards need another way to the same */
  readonly onPick?: ((name: string) => void) | undefined
}

/** A drawn chart. It is decoration to a screen reader: the figure around it carries the sentence and the table. */
export function Chart({ option, height, onPick }: ChartProps) {
  const ref = useRef<HTMLDivElement>(null)
  const palette = usePalette(ref)
  const chart = useRef<EChartsType | null>(null)
  const [width, setWidth] = useState(0)
  const pick = useRef(onPick)
  useEffect(() => {
    pick.current = onPick
  }, [onPick])

  useEffect(() => {
    const element = ref.current
    if (!element || !palette) return
    let gone = false
    const draw = (drawn: EChartsType) =>
      drawn.setOption(option(palette, element.clientWidth), { replaceMerge: ['series'] })
    if (chart.current) draw(chart.current)
    else {
      void loadEngine().then(({ createChart }) => {
        if (gone) return
        if (!chart.current) {
          chart.current = createChart(element)
          chart.current.on('click', ({ name, data }) => pick.current?.(nameOf(data) ?? name))
        }
        draw(chart.current)
      })
    }
    return () => {
      gone = true
    }
  }, [option, palette, width])

  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      chart.current?.resize()
      setWidth(element.clientWidth)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [])

  return <div ref={ref} style={{ height }} aria-hidden />
}

/** A datum's own name; the event's is that of its category. */
function nameOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null && 'name' in data && typeof data.name === 'string'
    ? data.name
    : undefined
}
