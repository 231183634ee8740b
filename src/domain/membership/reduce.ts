import type { Instant } from '../instant.ts'
import type { Reduce } from '../span/fold.ts'

/** A person's one primary membership. Role = discipline x segment; a patch with `employed: false` ends employment. */
export interface MembershipFields {
  readonly employed?: boolean
  readonly teamId?: string | null
  readonly office?: string | null
  readonly discipline?: string | null
  readonly segment?: string | null
  readonly level?: string | null
  readonly managerId?: string | null
  readonly dottedManagerId?: string | null
}

export interface MembershipState extends MembershipFields {
  /** start of the present role; a new manager or team does not restart it (X1-18) */
  readonly roleSince: Instant
}

export const reduceMembership: Reduce<MembershipState> = (previous, changes, at) => {
  if (changes.length === 0) return previous
  const fields: MembershipFields = Object.assign({}, previous, ...changes.map((change) => change.patch))
  const sameRole =
    previous?.employed === true && previous.discipline === fields.discipline && previous.segment === fields.segment
  return { ...fields, roleSince: sameRole ? previous.roleSince : at }
}
