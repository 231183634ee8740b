import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { Figure } from '../../figure.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import { Consents } from './consents.tsx'
import styles from './me.module.css'
import { OwnKeys } from './own-keys.tsx'
import { Passkeys } from './passkeys.tsx'
import { PasswordForm } from './password-form.tsx'
import { PreferencesForm } from './preferences-form.tsx'
import { Sessions } from './sessions.tsx'
import { TwoFactor } from './two-factor.tsx'
import { WhoLooked } from './who-looked.tsx'
import { holdingWords } from './words.ts'

/** What is held of the one who looks, who looked, what they prefer, and how they come in. */
export function Page() {
  const api = useApi()
  const { me } = useFrame()
  const query = useQuery(api.me.get.queryOptions())
  if (query.isError && !query.data)
    return <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Loading lines={8} />
  const { person, holdings, preferences, consents, twoFactor } = query.data
  return (
    <>
      <PageHead
        title="Me"
        lead={`${me.name}, ${me.email}, ${me.level}`}
        actions={
          <Button component="a" href="/api/v1/me/export" variant="default" download>
            Export everything of mine
          </Button>
        }
      />
      <Section title="What is held of me" aside="All of it is in the export: CSV, JSON, vCard, ICS">
        <ul className={styles.holdings}>
          {person === null ? (
            <li className="quiet">You are not linked to a person of the team: there is nothing but your sign-in.</li>
          ) : null}
          {holdings.map((holding) => (
            <li key={holding.kind}>
              <Figure figure={{ kind: 'mine', of: { held: holding.kind } }}>{holdingWords(holding)}</Figure>
            </li>
          ))}
        </ul>
      </Section>
      <WhoLooked />
      <Consents consents={consents} />
      <PreferencesForm preferences={preferences} />
      <Sessions />
      <Section title="Password">
        <PasswordForm />
      </Section>
      <Passkeys />
      <TwoFactor enabled={twoFactor} />
      <OwnKeys />
    </>
  )
}
