import { Link } from '@tanstack/react-router'
import { State } from '#ui/state.tsx'
import { useFrame } from '../../view.tsx'
import type { Freshness, Import } from '../contract.ts'
import styles from './sources.module.css'
import { labelWords, staleWords } from './words.ts'

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
          <State state="watch">{staleWords(source, takenAt, workspace.clock.now)} Drop a newer one.</State>
        </li>
      ))}
    </ul>
  )
}
