import { oc } from '@orpc/contract'
import type { Permission } from '#domain/access/permission.ts'

export interface ProcedureMeta {
  /** who may call it; checked before the input is looked at */
  readonly permission: Permission
}

/**
 * The only way to begin a procedure of a contract:
 * `procedure('deals.read').route({ method: 'GET', path: '/deals' }).input(...).output(...)`.
 */
export function procedure(permission: Permission) {
  return oc.$meta<ProcedureMeta>({ permission })
}
