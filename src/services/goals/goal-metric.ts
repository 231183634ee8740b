import { metricOf } from '../../metrics/catalog/index.ts'

/** Goals of people add up where the figures do. */
export function goalsAdd(metric: string): boolean {
  return (metricOf(metric)?.kind ?? 'sum') === 'sum'
}

/** Whether goals of a metric are amounts, in minor units; others are values in its own unit. */
export function goalIsMoney(metric: string): boolean {
  return (metricOf(metric)?.unit ?? 'money') === 'money'
}
