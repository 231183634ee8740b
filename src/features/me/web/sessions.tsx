import { useQuery } from '@tanstack/react-query'
import { formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { useEdits } from '../../edits.tsx'
import { messageOf } from '../../failure.ts'
import styles from './me.module.css'
import { deviceWords } from './words.ts'

/** Where this user is signed in; any other place can be signed out. */
export function Sessions() {
  const api = useApi()
  const edit = useEdits()
  const query = useQuery(api.me.sessions.list.queryOptions())
  return (
    <Section title="Where I am signed in">
      {query.isError && !query.data ? (
        <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <Loading /> : null}
      <ul className={styles.list}>
        {query.data?.sessions.map((session) => (
          <li key={session.id}>
            <span>
              {deviceWords(session.device)} <span className="quiet">{`since ${formatMoment(session.createdAt)}`}</span>
            </span>
            {session.current ? (
              <span className="quiet">this one</span>
            ) : (
              <button
                type="button"
                className="plain"
                aria-label={`Sign out ${deviceWords(session.device)}`}
                onClick={() => edit({ label: 'Signed out there', call: ['me.sessions.end', { id: session.id }] })}
              >
                Sign out
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
