import { Section } from '#ui/frame/page-head.tsx'
import { figureText } from '../../figure-text.tsx'
import { useFrame } from '../../view.tsx'
import type { DealRow } from '../contract.ts'
import type { DealDetail } from '../../deal-detail.ts'
import { DEAL_FIELDS } from '#domain/deal/field-names.ts'
import styles from './drawer.module.css'
import { useDealEdits } from './use-deal-edits.ts'

/** Where an edit made here stands against the CRM: both values, and the way back to theirs. */
export function Differences({ detail, mayWrite }: { detail: DealDetail & { deal: DealRow }; mayWrite: boolean }) {
  const { workspace } = useFrame()
  const edits = useDealEdits()
  if (detail.differs.length === 0) return null
  const { zone } = workspace.org
  const deal = { ...detail.deal, amount: detail.present.amount }
  return (
    <Section title="Differs from CRM">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Ours</th>
            <th scope="col">CRM</th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {detail.differs.map(({ field, ours, theirs, raw }) => (
            <tr key={field}>
              <th scope="row">{DEAL_FIELDS[field] ?? field}</th>
              <td>{ours === null ? '–' : figureText(ours, zone)}</td>
              <td>{theirs === null ? '–' : figureText(theirs, zone)}</td>
              <td className={styles.end}>
                {mayWrite ? (
                  <button type="button" className="plain" onClick={() => edits.editOne(deal, { [field]: raw })}>
                    Drop ours
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
