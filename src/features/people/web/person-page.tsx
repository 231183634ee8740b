import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useView } from '../../view.tsx'
import { Fingerprint } from './fingerprint.tsx'
import styles from './people.module.css'
import { Activity } from './activity.tsx'
import { Deals, Looks, Trends } from './profile.tsx'
import { Standing } from './standing.tsx'
import { looksWords, personWords } from './words.ts'

/** How is this person doing, and what helps? The same page for the person and for everybody who may see it. */
export function Page() {
  const api = useApi()
  const { personId } = useParams({ strict: false }) as { personId: string }
  const { period } = useView()
  const profile = useQuery(api.people.profile.queryOptions({ input: { personId, period } }))
  if (profile.isError && !profile.data)
    return <Failure message={messageOf(profile.error)} onRetry={() => void profile.refetch()} />
  if (!profile.data) return <Loading lines={10} />
  const { person, looks } = profile.data
  return (
    <>
      <PageHead
        title={person.name}
        lead={personWords(person)}
        actions={
          <a href="#who-looked" className={styles.looks}>
            {looksWords(looks.week)}
          </a>
        }
      />
      <Fingerprint profile={profile.data} />
      <Standing profile={profile.data} />
      <Trends profile={profile.data} />
      <Activity profile={profile.data} />
      <Deals personId={personId} />
      <div id="who-looked" className={styles.anchor}>
        <Looks profile={profile.data} />
      </div>
    </>
  )
}
