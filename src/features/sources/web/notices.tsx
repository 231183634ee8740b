import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { formatDate, localDate } from '#ui/format/time.ts'
import { State } from '#ui/state.tsx'
import { useApi } from '../../api.tsx'
import { useFrame } from '../../view.tsx'
import type { Freshness, Import } from '../contract.ts'
import styles from './sources.module.css'
import { labelWords, staleWords } from './words.ts'

/** Beyond this age nothing of an export is due today any more. */
const LONG_PAST_MS = 60 * 86_400_000

/** What needs a hand before figures can be trusted: exports that grew old, imports that stopped. */
export function Notices({ imports, sources }: { imports: readonly Import[]; sources: readonly Freshness[] }) {
  const { workspace } = useFrame()
  const failed = imports.filter(({ state }) => state === 'failed')
  const stale = sources.filter((source) => source.stale)
  if (failed.length + stale.length === 0) return null
  return (
    <ul className={styles.notices}>
      {failed.map(({ id, label, error }) => (
        <li key={id}>
          <State state="behind">
            <Link to="/sources/$importId" params={{ importId: id }} search={(before: object) => before}>
              {labelWords(label)}
            </Link>{' '}
            was not imported. {error}
          </State>
        </li>
      ))}
      {stale.map(({ source, takenAt }) => (
        <li key={source}>
          <State state="watch">{staleWords(source, takenAt, workspace.clock.now)} Drop a newer one.</State>{' '}
          {workspace.clock.now - takenAt > LONG_PAST_MS ? <AsOfThen takenAt={takenAt} /> : null}
        </li>
      ))}
    </ul>
  )
}

/** An old export comes alive where the clock is set to its day; the banner above every page lets it run again. */
function AsOfThen({ takenAt }: { takenAt: number }) {
  const api = useApi()
  const queries = useQueryClient()
  const { me, workspace } = useFrame()
  const pin = useMutation(api.settings.clock.set.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  if (!allows(me.level, 'clock.write') || workspace.clock.pinnedAt !== null) return null
  const day = localDate(takenAt, workspace.org.zone)
  return (
    <button type="button" className="plain" disabled={pin.isPending} onClick={() => pin.mutate({ pin: day })}>
      Pin the clock to {formatDate(day, { year: true })}
    </button>
  )
}
