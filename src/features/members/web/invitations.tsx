import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Invitation, MadeLink } from '../contract.ts'

/** Invitations that wait: sent again with a new link, or revoked. */
export function Invitations({ onMade }: { onMade: (link: MadeLink & { email: string }) => void }) {
  const api = useApi()
  const queries = useQueryClient()
  const { workspace } = useFrame()
  const list = useQuery(api.members.invitations.list.queryOptions())
  const refresh = () => queries.invalidateQueries()
  const renew = useMutation(api.members.invitations.renew.mutationOptions({ onSettled: refresh }))
  const revoke = useMutation(api.members.invitations.revoke.mutationOptions({ onSettled: refresh }))
  const error = renew.error ?? revoke.error
  const invitations = list.data?.invitations ?? []
  if (invitations.length === 0) return null
  const columns: Column<Invitation>[] = [
    { id: 'email', header: 'E-mail', cell: (one) => one.email },
    { id: 'level', header: 'Level', cell: (one) => one.level },
    {
      id: 'expires',
      header: 'Works until',
      minor: true,
      cell: (one) =>
        one.expiresAt < workspace.clock.now && workspace.clock.pinnedAt === null
          ? 'has run out'
          : formatMoment(one.expiresAt, workspace.org.zone),
    },
    {
      id: 'actions',
      header: '',
      align: 'end',
      cell: (one) => (
        <>
          <button
            type="button"
            className="plain"
            aria-label={`Send again to ${one.email}`}
            onClick={() =>
              renew.mutate({ id: one.id, mail: true }, { onSuccess: (link) => onMade({ ...link, email: one.email }) })
            }
          >
            Send again
          </button>{' '}
          <button
            type="button"
            className="plain"
            aria-label={`Revoke the invitation of ${one.email}`}
            onClick={() => revoke.mutate({ id: one.id })}
          >
            Revoke
          </button>
        </>
      ),
    },
  ]
  return (
    <Section title="Invitations that wait">
      {error ? (
        <p className="behind" role="alert">
          {messageOf(error)}
        </p>
      ) : null}
      <DataTable caption="Invitations" columns={columns} rows={invitations} rowKey={(one) => one.id} />
    </Section>
  )
}
