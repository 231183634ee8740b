import { NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ACCESS_LEVELS, type AccessLevel } from '#domain/access/permission.ts'
import { formatMoment } from '#ui/format/time.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { MadeLink, MemberRow } from '../contract.ts'
import { ApiKeys } from './api-keys.tsx'
import { Invitations } from './invitations.tsx'
import { InviteForm } from './invite-form.tsx'
import { LinkNote } from './link-note.tsx'
import styles from './members.module.css'

/** Who may come in: members with their levels, invitations that wait, API keys. */
export function Page() {
  const api = useApi()
  const queries = useQueryClient()
  const { me, workspace } = useFrame()
  const [link, setLink] = useState<(MadeLink & { email: string }) | null>(null)
  const members = useQuery(api.members.list.queryOptions())
  const done = { onSuccess: () => queries.invalidateQueries() }
  const setLevel = useMutation(api.members.setLevel.mutationOptions(done))
  const setPerson = useMutation(api.members.setPerson.mutationOptions(done))
  const deactivate = useMutation(api.members.deactivate.mutationOptions(done))
  const reactivate = useMutation(api.members.reactivate.mutationOptions(done))
  const reset = useMutation(api.members.reset.mutationOptions())
  const error = setLevel.error ?? setPerson.error ?? deactivate.error ?? reactivate.error ?? reset.error
  if (members.isError && !members.data)
    return <Failure message={messageOf(members.error)} onRetry={() => void members.refetch()} />
  if (!members.data) return <Loading lines={6} />
  const people = workspace.scopes.filter(({ scope }) => scope.kind === 'person')
  const levels = ACCESS_LEVELS.filter((level) => level !== 'owner' || me.level === 'owner')
  const columns: Column<MemberRow>[] = [
    {
      id: 'name',
      header: 'Name',
      cell: (member) => (
        <>
          {member.name} <span className="quiet">{member.email}</span>
        </>
      ),
    },
    {
      id: 'level',
      header: 'Level',
      cell: (member) => (
        <NativeSelect
          size="xs"
          aria-label={`Access level of ${member.name}`}
          disabled={!member.active || (member.level === 'owner' && me.level !== 'owner')}
          data={levels.includes(member.level) ? [...levels] : [member.level, ...levels]}
          value={member.level}
          onChange={(event) =>
            setLevel.mutate({ userId: member.userId, level: event.currentTarget.value as AccessLevel })
          }
        />
      ),
    },
    {
      id: 'person',
      header: 'Is the person',
      cell: (member) => (
        <NativeSelect
          size="xs"
          aria-label={`Person that ${member.name} is`}
          data={[
            { value: '', label: 'Nobody' },
            ...people.map(({ scope, name }) => ({ value: scope.id, label: name })),
          ]}
          value={member.personId ?? ''}
          onChange={(event) =>
            setPerson.mutate({
              userId: member.userId,
              personId: event.currentTarget.value === '' ? null : event.currentTarget.value,
            })
          }
        />
      ),
    },
    {
      id: 'seen',
      header: 'Last seen',
      minor: true,
      whole: true,
      cell: (member) => (member.lastSeenAt === null ? 'never' : formatMoment(member.lastSeenAt, workspace.org.zone)),
    },
    {
      id: 'actions',
      header: '',
      align: 'end',
      cell: (member) =>
        member.active ? (
          <span className={styles.ends}>
            <button
              type="button"
              className="plain"
              aria-label={`New password for ${member.name}`}
              onClick={() =>
                reset.mutate(
                  { userId: member.userId, mail: true },
                  { onSuccess: (made) => setLink({ ...made, email: member.email }) },
                )
              }
            >
              New password
            </button>
            {member.userId === me.userId ? null : (
              <button
                type="button"
                className="plain"
                aria-label={`End access of ${member.name}`}
                onClick={() => deactivate.mutate({ userId: member.userId })}
              >
                End access
              </button>
            )}
          </span>
        ) : (
          <button
            type="button"
            className="plain"
            aria-label={`Give access again to ${member.name}`}
            onClick={() => reactivate.mutate({ userId: member.userId })}
          >
            Give access again
          </button>
        ),
    },
  ]
  return (
    <>
      <PageHead
        title="Members and access"
        lead="A level says what somebody may do here; a role in the org says what they do for a living."
      />
      <InviteForm levels={levels} onMade={setLink} />
      {link === null ? null : <LinkNote link={link} onClose={() => setLink(null)} />}
      {error ? (
        <p className="behind" role="alert">
          {messageOf(error)}
        </p>
      ) : null}
      <Invitations onMade={setLink} />
      <Section title="Members">
        <DataTable
          caption="Members"
          columns={columns}
          rows={members.data.members}
          rowKey={(member) => member.userId}
          narrow="cards"
        />
      </Section>
      <ApiKeys members={members.data.members} />
    </>
  )
}
