import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { stepWords } from '#ui/format/due-words.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatDate } from '#ui/format/time.ts'
import { SinceField } from '#ui/forms/since-field.tsx'
import { Figure } from '../../figure.tsx'
import { useFrame } from '../../view.tsx'
import type { DealRow } from '../contract.ts'
import type { DealDetail } from '../../deal-detail.ts'
import { CellEditor } from './cell-editor.tsx'
import type { ColumnId } from './columns.ts'
import styles from './drawer.module.css'
import type { Choices } from './use-choices.ts'
import { useDealEdits } from './use-deal-edits.ts'
import { AccountField, FieldFact, TextField } from './more-fields.tsx'
import { editLabel, rateWords, STATUS_WORDS } from './words.ts'

interface DealFactsProps {
  readonly detail: DealDetail & { readonly deal: DealRow }
  readonly choices: Choices
  readonly mayWrite: boolean
}

/** The fields of a deal; a click or Enter edits one, now, from a date, or as a correction. */
export function DealFacts({ detail, choices, mayWrite }: DealFactsProps) {
  const { workspace } = useFrame()
  const { today } = workspace.clock
  const edits = useDealEdits()
  const [editing, setEditing] = useState<ColumnId | null>(null)
  const [since, setSince] = useState<string | null>(null)
  const { deal, orgCurrency, present } = detail
  const fact = (column: ColumnId, label: string, value: ReactNode) => (
    <Fact label={label} key={column}>
      {editing === column ? (
        <CellEditor
          column={column}
          deal={{ ...deal, amount: present.amount }}
          choices={choices}
          onSave={(change, shown) =>
            edits.editOne({ ...deal, amount: present.amount }, change, shown, since ?? undefined)
          }
          onLeave={() => setEditing(null)}
        />
      ) : mayWrite ? (
        <span className={styles.editable}>
          {value}
          <button type="button" className="plain" aria-label={editLabel(label)} onClick={() => setEditing(column)}>
            Edit
          </button>
        </span>
      ) : (
        value
      )}
    </Fact>
  )
  const money = (minor: number, currency: string, field: string) => (
    <Figure figure={{ kind: 'deal', of: { dealId: deal.id, field } }}>
      {formatMoney(minor, currency, { style: 'exact' })}
    </Figure>
  )
  const edited = { ...deal, amount: present.amount }
  const dated = since ?? undefined
  const ownFields = [...new Set([...Object.keys(detail.custom), ...choices.custom.map(({ field }) => field)])]
  const texts = (field: 'name' | 'type' | 'segment', label: string) => (
    <FieldFact
      label={label}
      editor={
        mayWrite
          ? (leave) => (
              <TextField
                label={label}
                text={deal[field] ?? ''}
                needed={field === 'name'}
                onSave={(text) => edits.editOne(edited, { [field]: text === '' ? null : text }, {}, dated)}
                onLeave={leave}
              />
            )
          : null
      }
    >
      {deal[field] ?? '–'}
    </FieldFact>
  )
  return (
    <>
      <dl className={styles.facts}>
        {texts('name', 'Name')}
        {fact(
          'amount',
          'Amount',
          <span>
            {deal.amount === null ? '–' : money(deal.amount, deal.currency, 'amount')}
            {deal.currency === orgCurrency || deal.amount === null ? null : (
              <span className={styles.converted}>
                {deal.amountOrg === null ? null : <>≈ {money(deal.amountOrg, orgCurrency, 'converted')} · </>}
                {rateWords(deal.currency, orgCurrency, detail.rate)}
              </span>
            )}
          </span>,
        )}
        {fact('stage', 'Stage', deal.stage ?? 'unknown')}
        {fact('close', 'Close date', deal.closeDate === null ? '–' : formatDate(deal.closeDate, { year: true }))}
        {fact('owner', 'Owner', present.owner ?? 'no person')}
        {fact('nextStep', 'Next step', stepWords(deal, today) ?? '–')}
        {deal.status === 'open' ? null : (
          <>
            <Fact label={STATUS_WORDS[deal.status]}>
              {deal.outcomeDate === null ? '–' : formatDate(deal.outcomeDate, { year: true })}
            </Fact>
            <Fact label="Counts for">{deal.owner ?? 'no person'}</Fact>
            <Fact label="Reason">{deal.reason ?? '–'}</Fact>
          </>
        )}
        <FieldFact
          label="Account"
          editor={
            mayWrite
              ? (leave) => (
                  <AccountField
                    accountId={deal.accountId}
                    account={deal.account}
                    onSave={(accountId, account) => edits.editOne(edited, { accountId }, { account }, dated)}
                    onLeave={leave}
                  />
                )
              : null
          }
        >
          {deal.accountId === null ? (
            '–'
          ) : (
            <Link to={`/accounts/${deal.accountId}`} search={(before: object) => ({ ...before, deal: undefined })}>
              {deal.account ?? 'Account'}
            </Link>
          )}
        </FieldFact>
        <Fact label="Team">{deal.team ?? '–'}</Fact>
        <Fact label="Pipeline">{detail.pipeline ?? '–'}</Fact>
        {texts('type', 'Type')}
        {deal.source === null ? null : <Fact label="Came from">{deal.source}</Fact>}
        {texts('segment', 'Segment')}
        {detail.forecastCategory === null ? null : <Fact label="Forecast category">{detail.forecastCategory}</Fact>}
        <Fact label="Created">
          {formatDate(deal.createdDate, { year: true })}
          {detail.creator === null ? null : <span className={styles.converted}>{detail.creator}</span>}
        </Fact>
        {ownFields.map((field) => {
          const value = detail.custom[field] ?? ''
          return (
            <FieldFact
              key={field}
              label={field}
              editor={
                mayWrite
                  ? (leave) => (
                      <TextField
                        label={field}
                        text={value}
                        onSave={(text) => edits.editOwn(edited, field, text, value, dated)}
                        onLeave={leave}
                      />
                    )
                  : null
              }
            >
              {value === '' ? '–' : value}
            </FieldFact>
          )
        })}
      </dl>
      {mayWrite ? (
        since === null ? (
          <p className={styles.since}>
            <span className="quiet">Edits hold from now on.</span>{' '}
            <button type="button" className="plain" onClick={() => setSince(today)}>
              From a date or as a correction
            </button>
          </p>
        ) : (
          <div className={styles.since}>
            <SinceField value={since} today={today} onChange={setSince} />
            <button type="button" className="plain" onClick={() => setSince(null)}>
              From now on
            </button>
          </div>
        )
      ) : null}
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
