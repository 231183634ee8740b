import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { QualityIssue } from '#domain/quality/issue.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount } from '#ui/format/number.ts'
import { formatDate } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { useOpenDrawer } from '../../drawers.tsx'
import { useEdits } from '../../edits.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import type { QualityCase } from '../contract.ts'
import styles from './sources.module.css'
import { ISSUE_WORDS, REPAIR_WORDS, repairedWords, repairWords } from './words.ts'

interface Issue {
  readonly issue: QualityIssue
  readonly count: number
  readonly minor: number | null
}

/** The ways to repair each issue, the surest first. */
const WAYS = {
  unowned: ['account-owner', 'owner'],
  zombie: ['lose'],
  'no-amount': ['products', 'typical'],
  'no-stage': ['stage'],
  'duplicate-people': ['merge'],
  'unmatched-products': ['merge'],
} as const satisfies Record<QualityIssue, readonly (keyof typeof REPAIR_WORDS)[]>

/** What keeps figures from being true, the most money first; each is repaired in one go and can be taken back. */
export function QualityList({ issues, currency }: { issues: readonly Issue[]; currency: string }) {
  return (
    <Section title="Data quality" aside={issues.length === 0 ? undefined : 'worst first'}>
      {issues.length === 0 ? (
        <p className={styles.none}>Nothing to repair: every open deal has an owner, a stage and an amount.</p>
      ) : (
        <ul className={styles.issues}>
          {issues.map((issue) => (
            <IssueRow key={issue.issue} issue={issue} currency={currency} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function IssueRow({ issue: { issue, count, minor }, currency }: { issue: Issue; currency: string }) {
  const [open, setOpen] = useState(false)
  return (
    <li>
      <div className={styles.issue}>
        <button
          type="button"
          className={styles.issueName}
          aria-expanded={open}
          aria-controls={`quality-${issue}`}
          onClick={() => setOpen(!open)}
        >
          {ISSUE_WORDS[issue]}
        </button>
        <span className={styles.issueCount}>
          <Figure figure={{ kind: 'quality', of: { issue } }}>{formatCount(count)}</Figure>
        </span>
        <span className={styles.issueSum}>
          {minor === null || minor === 0 ? null : (
            <Figure figure={{ kind: 'quality', of: { issue, sum: true } }}>
              {formatMoney(minor, currency, { style: 'compact' })}
            </Figure>
          )}
        </span>
      </div>
      {open ? (
        <div id={`quality-${issue}`} className={styles.issueBody}>
          <Cases issue={issue} count={count} />
        </div>
      ) : null}
    </li>
  )
}

const SHOWN = 8

function Cases({ issue, count }: { issue: QualityIssue; count: number }) {
  const api = useApi()
  const found = useQuery(api.sources.quality.cases.queryOptions({ input: { issue, limit: SHOWN } }))
  if (found.isError && !found.data)
    return <Failure message={messageOf(found.error)} onRetry={() => void found.refetch()} />
  if (!found.data) return <Loading lines={3} />
  const { cases, people, stages } = found.data
  return (
    <>
      <Repairs issue={issue} choices={issue === 'unowned' ? people : stages} />
      <ul className={styles.cases}>
        {cases.map((one) => (
          <CaseRow key={one.id} issue={issue} one={one} />
        ))}
      </ul>
      {count > cases.length ? <p className={styles.none}>{restWords(count - cases.length)}</p> : null}
    </>
  )
}

function restWords(rest: number): string {
  return rest === 1
    ? 'And one more: the number above opens all.'
    : `And ${formatCount(rest)} more: the number above opens all.`
}

function CaseRow({ issue, one }: { issue: QualityIssue; one: QualityCase }) {
  const open = useOpenDrawer()
  const name = one.name ?? 'without a name'
  const isDeal = issue !== 'duplicate-people' && issue !== 'unmatched-products'
  return (
    <li className={styles.case}>
      {isDeal ? (
        <button type="button" className="plain" onClick={() => open('deal', one.id)}>
          {name}
        </button>
      ) : (
        <span>{name}</span>
      )}
      <span className="quiet">{issue === 'unmatched-products' ? productWords(one.detail) : one.detail}</span>
      <span className={styles.caseEnd}>
        {one.closeDate === null ? null : <span className="quiet">{formatDate(one.closeDate, { year: true })}</span>}{' '}
        {one.minor === null || one.currency === null ? null : (
          <Figure figure={{ kind: 'deal', of: { dealId: one.id, field: 'amount' } }}>
            {formatMoney(one.minor, one.currency, { style: 'exact' })}
          </Figure>
        )}
      </span>
    </li>
  )
}

function productWords(into: string | null): string {
  return into === null ? 'like no product of the list' : `seems to be ${into}`
}

function Repairs({
  issue,
  choices,
}: {
  issue: QualityIssue
  choices: readonly { readonly id: string; readonly name: string }[]
}) {
  const edit = useEdits()
  const [chosen, setChosen] = useState('')
  const id = chosen === '' ? (choices[0]?.id ?? '') : chosen
  const repair = (how: (typeof WAYS)[QualityIssue][number], given?: string) =>
    edit({
      label: repairWords(issue),
      call: ['sources.quality.repair', { issue, how, ...(given !== undefined && { id: given }) }],
      undo: (answer) => ['sources.quality.undo', (answer as RepairAnswer).undo],
      onSaved: (answer) => {
        const { repaired, left } = answer as RepairAnswer
        notifications.show({ message: repairedWords(repaired, left) })
      },
    })
  return (
    <div className={styles.repairs}>
      {WAYS[issue].map((how) =>
        how === 'owner' || how === 'stage' ? (
          choices.length === 0 ? null : (
            <span key={how} className={styles.repairWith}>
              <Button variant="default" size="xs" onClick={() => repair(how, id)}>
                {REPAIR_WORDS[how]}
              </Button>
              <select
                className={styles.select}
                aria-label={REPAIR_WORDS[how]}
                value={id}
                onChange={(event) => setChosen(event.currentTarget.value)}
              >
                {choices.map((choice) => (
                  <option key={choice.id} value={choice.id}>
                    {choice.name}
                  </option>
                ))}
              </select>
            </span>
          )
        ) : (
          <Button key={how} variant="default" size="xs" onClick={() => repair(how)}>
            {REPAIR_WORDS[how]}
          </Button>
        ),
      )}
    </div>
  )
}

interface RepairAnswer {
  readonly repaired: number
  readonly left: number
  readonly undo: { readonly at: number; readonly mergeIds: string[] }
}
