import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { AsideDomain } from '../contract.ts'
import styles from './capture.module.css'
import { entriesWords, nameOfDomain } from './words.ts'

const SHOWN = 8

/** Companies that no account has, the most frequent first: one click says whose a domain is, for everybody and for good. */
export function Domains({ domains, onLearned }: { domains: readonly AsideDomain[]; onLearned?: () => void }) {
  const [all, setAll] = useState(false)
  const { me } = useFrame()
  if (domains.length === 0) return null
  const mayWrite = allows(me.level, 'accounts.write')
  const shown = all ? domains : domains.slice(0, SHOWN)
  return (
    <Section title="Whose are these?" aside="They count nowhere until someone says; kept by domain alone">
      <ul className={styles.domains}>
        {shown.map((item) => (
          <Domain key={item.domain} item={item} mayWrite={mayWrite} {...(onLearned && { onLearned })} />
        ))}
      </ul>
      {domains.length > SHOWN && !all ? (
        <p className={styles.after}>
          <button type="button" className="plain" onClick={() => setAll(true)}>
            Show all
          </button>
        </p>
      ) : null}
    </Section>
  )
}

function Domain({ item, mayWrite, onLearned }: { item: AsideDomain; mayWrite: boolean; onLearned?: () => void }) {
  const api = useApi()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const { domain, entries, lastAt } = item
  const name = nameOfDomain(domain)
  const forget = useMutation(api.captures.forget.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const learn = useMutation(
    api.captures.learn.mutationOptions({
      onSuccess: async () => {
        onLearned?.()
        await queries.invalidateQueries()
        notifications.show({
          message: (
            <>
              Learned: {domain}.{' '}
              <button type="button" className="plain" onClick={() => forget.mutate({ domain })}>
                Forget that
              </button>
            </>
          ),
        })
      },
      onError: (error: Error) => notifications.show({ message: messageOf(error), role: 'alert' }),
    }),
  )
  const { data } = useQuery(
    api.accounts.choices.queryOptions({ input: { text }, enabled: mayWrite, placeholderData: (before) => before }),
  )
  const choices = (data?.accounts ?? []).map((account) => ({ value: account.id, label: account.name }))
  return (
    <li className={styles.domain}>
      <span className={styles.domainName}>
        {domain} <span className="quiet">{`${entriesWords(entries)}, last ${formatDate(isoDate(lastAt))}`}</span>
      </span>
      {mayWrite ? (
        <span className={styles.acts}>
          <Select
            className={styles.choice}
            size="xs"
            searchable
            placeholder="Account"
            aria-label={`Account of ${domain}`}
            data={choices}
            searchValue={text}
            onSearchChange={setText}
            filter={({ options }) => options}
            value={null}
            nothingFoundMessage="No account of that name"
            onChange={(accountId) => {
              if (accountId !== null) learn.mutate({ domain, owner: { kind: 'account', accountId } })
            }}
          />
          <Button
            size="xs"
            variant="default"
            loading={learn.isPending}
            onClick={() => learn.mutate({ domain, owner: { kind: 'new-account', name } })}
          >
            {`New account ${name}`}
          </Button>
          <button
            type="button"
            className="plain"
            disabled={learn.isPending}
            onClick={() => learn.mutate({ domain, owner: { kind: 'not-business' } })}
          >
            No business
          </button>
        </span>
      ) : null}
    </li>
  )
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
