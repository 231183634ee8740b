import { useFrame } from '../../view.tsx'
import type { CalendarRow } from '../contract.ts'
import styles from './settings.module.css'
import { useSettingEdit } from './use-setting-edit.ts'

/** The offices that follow a calendar: whoever works there has its days off, unless the team has a calendar of its own. */
export function CalendarOffices({
  calendar,
  others,
  mayEdit,
}: {
  calendar: CalendarRow
  others: readonly CalendarRow[]
  mayEdit: boolean
}) {
  const { workspace } = useFrame()
  const save = useSettingEdit()
  const { offices } = calendar
  const known = workspace.scopes.flatMap(({ scope }) => (scope.kind === 'office' ? [scope.id] : []))
  const free = known.filter((office) => !offices.includes(office))
  const since = workspace.clock.today
  const without = (list: readonly string[], office: string) => list.filter((one) => one !== office)
  const edit = (id: string, next: readonly string[]) => ({
    kind: 'calendar' as const,
    id,
    since,
    patch: { offices: [...next] },
  })
  const take = (office: string) =>
    save(followsWords(office, calendar.name), [
      ...others.filter((one) => one.offices.includes(office)).map((one) => edit(one.id, without(one.offices, office))),
      edit(calendar.id, [...offices, office].toSorted()),
    ])
  if (known.length === 0 && offices.length === 0) return null
  return (
    <div className={styles.controls} role="group" aria-label={`Offices that follow ${calendar.name}`}>
      {offices.length === 0 ? <span className="quiet">No office follows it.</span> : null}
      {offices.map((office) => (
        <span key={office}>
          {office}{' '}
          {mayEdit ? (
            <button
              type="button"
              className="plain"
              aria-label={leavesWords(office, calendar.name)}
              onClick={() => save(leavesWords(office, calendar.name), [edit(calendar.id, without(offices, office))])}
            >
              ✕
            </button>
          ) : null}
        </span>
      ))}
      {mayEdit && free.length > 0 ? (
        <select
          className={styles.pick}
          aria-label={`Another office follows ${calendar.name} from today`}
          value=""
          onChange={(event) => {
            if (event.currentTarget.value !== '') take(event.currentTarget.value)
          }}
        >
          <option value="">Add an office…</option>
          {free.map((office) => (
            <option key={office} value={office}>
              {office}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  )
}

function followsWords(office: string, calendar: string): string {
  return `${office} follows ${calendar} from today`
}

function leavesWords(office: string, calendar: string): string {
  return `${office} no longer follows ${calendar}`
}
