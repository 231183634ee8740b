import { Button, Stack, Switch, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { formatDate } from '#ui/format/time.ts'
import { SinceField } from '#ui/forms/since-field.tsx'
import { Section } from '#ui/frame/page-head.tsx'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'
import { useFrame } from '../../view.tsx'
import type { CalendarRow } from '../contract.ts'
import { CalendarOffices } from './calendar-offices.tsx'
import { mergeHolidays, readHolidays } from './read-holidays.ts'
import styles from './settings.module.css'
import { useSettingEdit } from './use-setting-edit.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** One calendar: days off, holidays (added, pasted or out of an .ics file), and who follows it. */
export function CalendarSection({
  calendar,
  others,
  today,
  mayEdit,
}: {
  calendar: CalendarRow
  /** an office follows one: taken from them where it comes here */
  others: readonly CalendarRow[]
  today: string
  mayEdit: boolean
}) {
  const save = useSettingEdit()
  const [text, setText] = useState('')
  const [said, setSaid] = useState<string | null>(null)
  const [since, setSince] = useState('correction')
  const { id, holidays, weekend } = calendar
  const patch = (label: string, change: object) => save(label, [{ kind: 'calendar', id, since, patch: change }])
  const take = async (source: string) => {
    try {
      const read = await readHolidays(source, today)
      setSaid(readWords(read.holidays.length, read.unread))
      if (read.holidays.length === 0) return
      patch(`Holidays added to ${calendar.name}`, { holidays: mergeHolidays(holidays, read.holidays) })
      setText('')
    } catch {
      setSaid('This is no calendar file that can be read.')
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void take(text)
  }
  return (
    <Section title={calendar.name} aside={calendar.default ? 'default' : null}>
      <Stack gap={16} pt={12}>
        <CalendarOffices calendar={calendar} others={others} mayEdit={mayEdit} />
        <TeamsOf calendar={calendar} mayEdit={mayEdit} />
        {mayEdit ? (
          <div className={styles.controls} role="group" aria-label={`Days off of ${calendar.name}`}>
            {DAYS.map((day, at) => (
              <Switch
                key={day}
                size="xs"
                label={day}
                checked={!weekend.includes(at + 1)}
                onChange={() =>
                  patch('Selling days changed', {
                    weekend: weekend.includes(at + 1)
                      ? weekend.filter((one) => one !== at + 1)
                      : [...weekend, at + 1].toSorted((a, b) => a - b),
                  })
                }
              />
            ))}
            {calendar.default ? null : (
              <button
                type="button"
                className="plain"
                onClick={() => patch(`${calendar.name} is the default`, { default: true })}
              >
                Make it the default
              </button>
            )}
          </div>
        ) : null}
        <details>
          <summary>{holidays.length === 0 ? 'No holidays' : 'Holidays'}</summary>
          <ul className={styles.list}>
            {holidays.map((holiday) => (
              <li key={holiday.date}>
                <span>{holiday.name}</span>
                <span className="quiet">{formatDate(holiday.date, { weekday: true, year: true })}</span>
                {mayEdit ? (
                  <button
                    type="button"
                    className="plain"
                    aria-label={`Remove ${holiday.name}`}
                    onClick={() =>
                      patch(`${holiday.name} removed`, {
                        holidays: holidays.filter((one) => one.date !== holiday.date),
                      })
                    }
                  >
                    Remove
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
        {mayEdit ? (
          <details>
            <summary>Add holidays</summary>
            <form onSubmit={submit}>
              <Stack gap={12} pt={12} maw={560}>
                <Textarea
                  label="Paste holidays"
                  description="One a line: 2026-12-25 Christmas Day. Or choose a calendar file below."
                  rows={3}
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                />
                <input
                  type="file"
                  accept=".ics,text/calendar"
                  aria-label={`Calendar file (.ics) for ${calendar.name}`}
                  onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
                />
                <SinceField value={since} today={today} onChange={setSince} />
                <div>
                  <Button type="submit" variant="default" disabled={text.trim() === ''}>
                    Add holidays
                  </Button>
                </div>
              </Stack>
            </form>
          </details>
        ) : null}
        {said === null ? null : <p role="status">{said}</p>}
      </Stack>
    </Section>
  )
}

function TeamsOf({ calendar, mayEdit }: { calendar: CalendarRow; mayEdit: boolean }) {
  const { workspace } = useFrame()
  const edit = useEdits()
  const { today } = workspace.clock
  const follow = (teamId: string, calendarId: string | null, label: string) => {
    const editId = newEditId()
    edit({
      label,
      call: ['org.edit', { editId, edits: [{ kind: 'team', id: teamId, since: today, patch: { calendarId } }] }],
      undo: ['org.undo', { editId }],
    })
  }
  const following = new Set(calendar.teams.map(({ id }) => id))
  const others = workspace.scopes.filter(({ scope }) => scope.kind === 'team' && !following.has(scope.id))
  return (
    <div className={styles.controls}>
      {calendar.teams.length === 0 ? <span className="quiet">No team follows it by name.</span> : null}
      {calendar.teams.map((team) => (
        <span key={team.id}>
          {team.name}{' '}
          {mayEdit ? (
            <button
              type="button"
              className="plain"
              aria-label={`${team.name} follows the default again`}
              onClick={() => follow(team.id, null, `${team.name} follows the default`)}
            >
              ✕
            </button>
          ) : null}
        </span>
      ))}
      {mayEdit && others.length > 0 ? (
        <select
          className={styles.pick}
          aria-label={`Another team follows ${calendar.name} from today`}
          value=""
          onChange={(event) => {
            const team = others.find(({ scope }) => scope.id === event.currentTarget.value)
            if (team) follow(team.scope.id, calendar.id, `${team.name} follows ${calendar.name} from today`)
          }}
        >
          <option value="">Add a team…</option>
          {others.map(({ scope, name }) => (
            <option key={scope.id} value={scope.id}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  )
}

function readWords(read: number, unread: number): string {
  if (read === 0) return 'No holiday was found in it.'
  const found = read === 1 ? '1 holiday added' : `${read} holidays added`
  if (unread === 0) return `${found}.`
  return unread === 1
    ? `${found}; 1 entry is no whole day and was left out.`
    : `${found}; ${unread} entries are no whole days and were left out.`
}
