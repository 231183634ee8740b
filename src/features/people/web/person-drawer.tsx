import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer as Panel } from '#ui/drawer/drawer.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import type { DrawerContentProps } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { useTravel, useView } from '../../view.tsx'
import { Fingerprint } from './fingerprint.tsx'
import styles from './people.module.css'
import { Activity } from './activity.tsx'
import { Trends } from './profile.tsx'
import { looksWords, personWords } from './words.ts'

/** A person in short, over whatever page is there. */
export function Drawer({ id }: DrawerContentProps) {
  const api = useApi()
  const { period } = useView()
  const search = useTravel()
  const profile = useQuery(api.people.profile.queryOptions({ input: { personId: id, period, surface: 'drawer' } }))
  if (!profile.data)
    return (
      <Panel title={profile.isError ? 'No person' : ' '}>
        {profile.isError ? (
          <Failure message={messageOf(profile.error)} onRetry={() => void profile.refetch()} />
        ) : (
          <Loading lines={8} />
        )}
      </Panel>
    )
  const { person, looks } = profile.data
  return (
    <Panel
      title={person.name}
      lead={personWords(person)}
      actions={
        <Link to="/team/people/$personId" params={{ personId: id }} search={search} className={styles.whole}>
          Whole page
        </Link>
      }
    >
      <div className={styles.inDrawer}>
        <Fingerprint profile={profile.data} />
        <Trends profile={profile.data} />
        <Activity profile={profile.data} />
        <p className={styles.sentence}>{looksWords(looks.week)}</p>
      </div>
    </Panel>
  )
}
