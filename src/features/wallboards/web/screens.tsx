import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { formatMoment, formatSpan } from '#ui/format/time.ts'
import { DataTable, type Column } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { Screen } from '../contract.ts'

const SEEN_LIVE_MS = 3 * 60_000

/** The screens of a board, when each was last seen, and the way to shut one out. */
export function Screens({ screens, mayManage }: { screens: readonly Screen[]; mayManage: boolean }) {
  const { workspace } = useFrame()
  const { now } = workspace.clock
  const zone = workspace.org.zone
  if (screens.length === 0) return <p className="quiet">No screen shows this board yet.</p>
  const columns: Column<Screen>[] = [
    { id: 'name', header: 'Screen', cell: (screen) => screen.name },
    { id: 'via', header: 'Opened by', minor: true, cell: (screen) => (screen.via === 'code' ? 'code' : 'signed link') },
    { id: 'seen', header: 'Seen', cell: (screen) => seenWords(screen, now, workspace.clock.pinnedAt !== null, zone) },
    { id: 'expires', header: 'Runs out', minor: true, cell: (screen) => formatMoment(screen.expiresAt, zone) },
    ...(mayManage
      ? [{ id: 'revoke', header: '', align: 'end' as const, cell: (screen: Screen) => <Revoke screen={screen} /> }]
      : []),
  ]
  return <DataTable caption="Screens" columns={columns} rows={screens} rowKey={(screen) => screen.id} />
}

function seenWords({ lastSeenAt }: Screen, now: number, pinned: boolean, zone: string): string {
  if (lastSeenAt === null) return 'never'
  if (pinned) return formatMoment(lastSeenAt, zone)
  const ago = now - lastSeenAt
  return ago < SEEN_LIVE_MS ? 'now' : `${formatSpan(ago)} ago`
}

function Revoke({ screen }: { screen: Screen }) {
  const api = useApi()
  const queries = useQueryClient()
  const revoke = useMutation(
    api.wallboards.revokeScreen.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries()
        notifications.show({ message: `${screen.name} no longer shows the board` })
      },
      onError: (error) => notifications.show({ message: messageOf(error), role: 'alert' }),
    }),
  )
  return (
    <button
      type="button"
      className="plain"
      aria-label={`Revoke ${screen.name}`}
      disabled={revoke.isPending}
      onClick={() => revoke.mutate({ screenId: screen.id })}
    >
      Revoke
    </button>
  )
}
