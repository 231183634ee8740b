import { Link } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { useFrame, useTravel } from '../../view.tsx'
import type { AccountAnswer } from '../contract.ts'
import styles from './accounts.module.css'
import { AccountPicker, Fact, PickEditor, TextEditor } from './editable.tsx'
import { useAccountEdit } from './use-account-edit.ts'
import { useOwners } from './use-owners.ts'

const TEXTS = [
  ['type', 'Kind'],
  ['segment', 'Segment'],
  ['industry', 'Industry'],
  ['country', 'Country'],
  ['website', 'Website'],
] as const

/** What an account is, each fact edited in its place. */
export function AccountFacts({ answer }: { answer: AccountAnswer }) {
  const { account } = answer
  const { me } = useFrame()
  const owners = useOwners()
  const travel = useTravel()
  const save = useAccountEdit(answer)
  const mayWrite = allows(me.level, 'accounts.write')
  const own = Object.entries(account.custom)
  return (
    <dl className={styles.facts}>
      <Fact
        label="Name"
        text={account.name}
        editor={
          mayWrite
            ? (leave) => (
                <TextEditor
                  label="Name"
                  required
                  value={account.name}
                  onSave={(value) => save('name', value)}
                  onLeave={leave}
                />
              )
            : null
        }
      />
      <Fact
        label="Owner"
        text={account.owner}
        editor={
          mayWrite
            ? (leave) => (
                <PickEditor
                  label="Owner"
                  options={owners}
                  value={account.ownerId}
                  onSave={(value) => save('ownerId', value)}
                  onLeave={leave}
                />
              )
            : null
        }
      />
      <Fact
        label="Parent"
        text={account.parent}
        editor={
          mayWrite
            ? (leave) => (
                <AccountPicker
                  label="Parent"
                  value={account.parentId ? { id: account.parentId, name: account.parent ?? '' } : null}
                  onSave={(value) => save('parentId', value?.id ?? null)}
                  onLeave={leave}
                />
              )
            : null
        }
      />
      {TEXTS.map(([field, label]) => {
        const value = field === 'type' ? account.kind : account[field]
        return (
          <Fact
            key={field}
            label={label}
            text={value}
            editor={
              mayWrite
                ? (leave) => (
                    <TextEditor label={label} value={value} onSave={(next) => save(field, next)} onLeave={leave} />
                  )
                : null
            }
          />
        )
      })}
      {account.externalId ? <Fact label="Id in the source" text={account.externalId} editor={null} /> : null}
      {own.map(([field, value]) => (
        <Fact key={field} label={field} text={value} editor={null} />
      ))}
      {account.parentId ? (
        <div className={styles.fact}>
          <dt className="sr-only">Up</dt>
          <dd>
            <Link to="/accounts/$accountId" params={{ accountId: account.parentId }} search={travel}>
              Go to the parent
            </Link>
          </dd>
        </div>
      ) : null}
    </dl>
  )
}
