import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatDate } from '#ui/format/time.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { LeaveRow } from '../contract.ts'
import { CalendarSection } from './calendar-section.tsx'
import { NameForm } from './name-form.tsx'
import styles from './settings.module.css'
import { useSettingEdit } from './use-setting-edit.ts'

/** Calendars with their holidays, the teams that follow them, and leave. */
export function Page() {
  const api = useApi()
  const { me, workspace } = useFrame()
  const save = useSettingEdit()
  const query = useQuery(api.settings.calendars.queryOptions())
  if (query.isError && !query.data)
    return <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Loading lines={6} />
  const mayEdit = allows(me.level, 'settings.manage')
  return (
    <>
      <PageHead
        title="Calendars"
        lead="Pace counts selling days: weekends, holidays and leave are taken out. A team follows its own calendar, else that of its office, else the default; a person abroad that of the own office."
      />
      {query.data.calendars.map((calendar) => (
        <CalendarSection
          key={calendar.id}
          calendar={calendar}
          others={query.data.calendars.filter(({ id }) => id !== calendar.id)}
          today={workspace.clock.today}
          mayEdit={mayEdit}
        />
      ))}
      {mayEdit ? (
        <Section title="Another calendar">
          <NameForm
            label="Name of the calendar"
            placeholder="Bavaria"
            action="Add calendar"
            onName={(name) => save(`${name} added`, [{ kind: 'calendar', since: 'correction', patch: { name } }])}
          />
        </Section>
      ) : null}
      <Leave leave={query.data.leave} mayEdit={mayEdit} />
    </>
  )
}

function Leave({ leave, mayEdit }: { leave: readonly LeaveRow[]; mayEdit: boolean }) {
  const { workspace } = useFrame()
  const save = useSettingEdit()
  const people = workspace.scopes.filter(({ scope }) => scope.kind === 'person')
  const { today } = workspace.clock
  const [personId, setPersonId] = useState(people[0]?.scope.id ?? '')
  const [from, setFrom] = useState(today)
  const [to, setTo] = useState(today)
  const [all, setAll] = useState(false)
  const shown = all ? leave : leave.filter((one) => one.to >= today)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save('Leave added', [{ kind: 'leave', since: 'correction', patch: { personId, from, to } }])
  }
  return (
    <Section title="Leave" aside="Only the days, never the reason">
      {mayEdit && people.length > 0 ? (
        <form onSubmit={submit} className={styles.controls}>
          <NativeSelect
            aria-label="Whose leave"
            data={people.map(({ scope, name }) => ({ value: scope.id, label: name }))}
            value={personId}
            onChange={(event) => setPersonId(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            aria-label="First day"
            required
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            aria-label="Last day"
            required
            min={from}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            Add leave
          </Button>
        </form>
      ) : null}
      <Stack gap={0}>
        {leave.length === 0 ? <p className="quiet">No leave is planned or was taken.</p> : null}
        <ul className={styles.list}>
          {shown.map((one) => (
            <li key={one.id}>
              <span>{one.name}</span>
              <span className="quiet">
                {`${formatDate(one.from, { year: true })} – ${formatDate(one.to, { year: true })}`}
              </span>
              {mayEdit ? (
                <button
                  type="button"
                  className="plain"
                  aria-label={`Remove the leave of ${one.name}`}
                  onClick={() =>
                    save('Leave removed', [
                      { kind: 'leave', id: one.id, since: 'correction', patch: { deleted: true } },
                    ])
                  }
                >
                  Remove
                </button>
              ) : null}
            </li>
          ))}
        </ul>
        {shown.length < leave.length ? (
          <p>
            <button type="button" className="plain" onClick={() => setAll(true)}>
              Show leave that is over
            </button>
          </p>
        ) : null}
      </Stack>
    </Section>
  )
}
