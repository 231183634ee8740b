import { useMutation, useQueryClient } from '@tanstack/react-query'
import { allows, type AccessLevel } from '#domain/access/permission.ts'
import { formatMoment } from '#ui/format/time.ts'
import { Banner } from '#ui/frame/banner.tsx'
import { useApi } from './api.tsx'
import type { Clock } from './settings/contract.ts'

/** Says on every screen that the clock stands still, and what is left out. */
export function PinnedClock({ clock, zone, level }: { clock: Clock; zone: string; level: AccessLevel }) {
  const api = useApi()
  const queries = useQueryClient()
  const clear = useMutation(api.settings.clock.clear.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const moment = formatMoment(clock.pinnedAt ?? clock.now, zone)
  return (
    <Banner
      action={
        allows(level, 'clock.write') ? (
          <button type="button" onClick={() => clear.mutate(undefined)} disabled={clear.isPending}>
            Let the clock run
          </button>
        ) : null
      }
    >
      {clock.knownThen ? `Pinned to ${moment}, as known then.` : `Pinned to ${moment}, as it was by what is known now.`}
    </Banner>
  )
}
