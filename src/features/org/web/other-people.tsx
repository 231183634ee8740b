import { Section } from '#ui/frame/page-head.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import type { OrgPerson } from '../contract.ts'
import styles from './org.module.css'

/** People beside the tree: those who left or have not begun, and users that are no human. */
export function OtherPeople({
  title,
  people,
  mayEdit,
}: {
  title: string
  people: readonly OrgPerson[]
  mayEdit: boolean
}) {
  const open = useOpenDrawer()
  if (people.length === 0) return null
  return (
    <Section title={title}>
      <ul className={styles.others}>
        {people.map((person) => (
          <li key={person.id}>
            {mayEdit ? (
              <button type="button" className="plain" onClick={() => open('org-person', person.id)}>
                {person.name}
              </button>
            ) : (
              person.name
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
