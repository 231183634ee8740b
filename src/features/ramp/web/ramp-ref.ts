import type { FigureRef } from '../../receipt.ts'
import type { RoleRow } from '../contract.ts'

/** Names a number of a fitted ramp for its receipt. */
export function rampRef(
  { discipline, segment }: Pick<RoleRow, 'discipline' | 'segment'>,
  metric: string,
  what: number | 'full' | 'time' | 'due',
  personId?: string,
): FigureRef {
  return {
    kind: 'ramp',
    of: {
      metric,
      what,
      ...(discipline !== null && { discipline }),
      ...(segment !== null && { segment }),
      ...(personId !== undefined && { personId }),
    },
  }
}
