import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { Figure } from '../../figure.tsx'
import type { OrgPerson, OrgTeam } from '../contract.ts'
import styles from './org.module.css'
import type { OrgRow } from './tree.ts'
import { useDraggable, useDropTarget } from './use-drag.ts'
import { peopleWords, roleWords, spanHint, spanWords } from './words.ts'

interface Org {
  readonly teams: readonly OrgTeam[]
  readonly people: readonly OrgPerson[]
}

/** The rows, walked with J and K; dropping somebody on a team asks since when, exactly as the menu does. */
export function OrgTree({ rows, org, mayEdit }: { rows: readonly OrgRow[]; org: Org; mayEdit: boolean }) {
  const list = useRef<HTMLUListElement>(null)
  const names = useMemo(() => new Map(org.people.map(({ id, name }) => [id, name])), [org.people])
  useShortcuts(
    useMemo(() => {
      const step = (by: number) => {
        const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
        const at = buttons.findIndex((button) => button === document.activeElement)
        buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus()
      }
      return [
        { keys: 'j', label: 'Next row', run: () => step(1) },
        { keys: 'k', label: 'Row before', run: () => step(-1) },
      ]
    }, []),
  )
  return (
    <ul className={styles.tree} ref={list}>
      {rows.map((row) =>
        row.kind === 'team' ? (
          <TeamRow key={row.team.id} row={row} names={names} mayEdit={mayEdit} />
        ) : (
          <PersonRow
            key={`${row.person.id} ${row.dotted ? 'dotted' : ''}`}
            row={row}
            names={names}
            org={org}
            mayEdit={mayEdit}
          />
        ),
      )}
    </ul>
  )
}

type RowOf<K extends OrgRow['kind']> = Extract<OrgRow, { readonly kind: K }>

function TeamRow({
  row: { team, depth, people },
  names,
  mayEdit,
}: {
  row: RowOf<'team'>
  names: ReadonlyMap<string, string>
  mayEdit: boolean
}) {
  const open = useOpenDrawer()
  const row = useDraggable(mayEdit ? `team ${team.id}` : null)
  const drop = (kind: string, id: string) => {
    if (id !== team.id) open(kind === 'team' ? 'org-team' : 'org-person', `${id}:${team.id}`)
  }
  const over = useDropTarget(row, mayEdit ? drop : null)
  return (
    <li ref={row} className={styles.team} style={{ paddingLeft: depth * 24 }} data-over={over || undefined}>
      <button
        type="button"
        className={styles.name}
        data-row
        disabled={!mayEdit}
        onClick={() => open('org-team', team.id)}
      >
        {team.name}
      </button>
      <span className={styles.facts}>
        <Figure figure={{ kind: 'headcount', of: { teamId: team.id } }}>{peopleWords(people)}</Figure>
        {team.managerId === null ? null : <span>{`manager ${names.get(team.managerId) ?? 'left'}`}</span>}
        {team.office === null ? null : <span>{team.office}</span>}
      </span>
    </li>
  )
}

function PersonRow({
  row: { person, depth, dotted },
  names,
  org,
  mayEdit,
}: {
  row: RowOf<'person'>
  names: ReadonlyMap<string, string>
  org: Org
  mayEdit: boolean
}) {
  const open = useOpenDrawer()
  const row = useDraggable(mayEdit && !dotted ? `person ${person.id}` : null)
  const { membership, span } = person
  const dottedLead = membership?.dottedManagerId == null ? null : names.get(membership.dottedManagerId)
  return (
    <li ref={row} className={styles.person} style={{ paddingLeft: depth * 24 }} data-dotted={dotted || undefined}>
      <span className={styles.line} aria-hidden />
      <button type="button" className={styles.name} data-row onClick={() => open('org-person', person.id)}>
        {person.name}
      </button>
      <span className={styles.facts}>
        <span>{roleWords(membership)}</span>
        {dotted ? <span>dotted line</span> : null}
        {!dotted && dottedLead ? <span>{`dotted line to ${dottedLead}`}</span> : null}
        {!dotted && span > 0 ? (
          <span title={spanHint(span)}>
            <Figure figure={{ kind: 'headcount', of: { managerId: person.id } }}>{spanWords(span)}</Figure>
            {spanHint(span) === undefined ? null : ' ◇'}
          </span>
        ) : null}
      </span>
      {mayEdit && !dotted ? <PersonMenu person={person} org={org} /> : null}
    </li>
  )
}

/** The menu twin of dragging, and everything else that is done to one person. */
function PersonMenu({ person, org }: { person: OrgPerson; org: Org }) {
  const open = useOpenDrawer()
  const others = org.teams.filter(({ id }) => id !== person.membership?.teamId)
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className={styles.menu} aria-label={`What to do with ${person.name}`}>
          <IconDots size={16} stroke={1.6} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => open('org-person', person.id)}>Edit</Menu.Item>
        <Menu.Item onClick={() => open('org-leaver', person.id)}>Leaves…</Menu.Item>
        {others.length > 0 ? <Menu.Label>Move to</Menu.Label> : null}
        {others.map((team) => (
          <Menu.Item key={team.id} onClick={() => open('org-person', `${person.id}:${team.id}`)}>
            {team.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
