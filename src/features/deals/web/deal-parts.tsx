import { useState } from 'react'
import { formatMoney } from '#ui/format/money.ts'
import { formatCount, formatDecimal } from '#ui/format/number.ts'
import { formatDate, formatMoment } from '#ui/format/time.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { Figure } from '../../figure.tsx'
import { useFrame } from '../../view.tsx'
import type { DealRow } from '../contract.ts'
import type { DealDetail } from '../../deal-detail.ts'
import styles from './drawer.module.css'
import { TouchTimeline } from './touch-timeline.tsx'
import { activityWords, weekWords } from './words.ts'

interface PartProps {
  readonly detail: DealDetail & { readonly deal: DealRow }
}

/** What is sold: list price, discount and what it comes to. */
export function LineItems({ detail }: PartProps) {
  const { lineItems, deal } = detail
  if (lineItems.length === 0) return null
  const figure = (id: string, part: string) => ({ kind: 'deal', of: { dealId: deal.id, field: 'lineItem', id, part } })
  return (
    <Section title="Products">
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Products of the deal">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col" className={styles.end}>
                Quantity
              </th>
              <th scope="col" className={styles.end}>
                List price
              </th>
              <th scope="col" className={styles.end}>
                Discount
              </th>
              <th scope="col" className={styles.end}>
                Total
              </th>
            </tr>
          </thead>
          <tbody>
            {lineItems.map((item) => {
              const money = (part: 'listPrice' | 'total', minor: number | null) =>
                minor === null ? (
                  '–'
                ) : (
                  <Figure figure={figure(item.id, part)}>
                    {formatMoney(minor, item.currency, { style: 'exact' })}
                  </Figure>
                )
              return (
                <tr key={item.id}>
                  <th scope="row">{item.product ?? 'Product unknown'}</th>
                  <td className={styles.end}>
                    {item.quantity === null ? (
                      '–'
                    ) : (
                      <Figure figure={figure(item.id, 'quantity')}>{formatDecimal(item.quantity)}</Figure>
                    )}
                  </td>
                  <td className={styles.end}>{money('listPrice', item.listPrice)}</td>
                  <td className={styles.end}>
                    {item.discount === null ? (
                      '–'
                    ) : (
                      <Figure figure={figure(item.id, 'discount')}>{item.discount}</Figure>
                    )}
                  </td>
                  <td className={styles.end}>{money('total', item.total ?? item.price)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

/** Who takes part on their side, by what was spoken about this deal. */
export function People({ detail }: PartProps) {
  const { contacts, deal } = detail
  if (contacts.length === 0) return null
  return (
    <Section title="People">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Contact</th>
            <th scope="col" className={styles.end}>
              Touches
            </th>
            <th scope="col" className={styles.end}>
              Last touch
            </th>
          </tr>
        </thead>
        <tbody>
          {contacts.map(({ id, name, title, touches, lastTouch }) => (
            <tr key={id}>
              <th scope="row">
                {name ?? 'Name unknown'} {title === null ? null : <span className="quiet">{title}</span>}
              </th>
              <td className={styles.end}>
                <Figure figure={{ kind: 'deal', of: { dealId: deal.id, field: 'touches', contactId: id } }}>
                  {formatCount(touches)}
                </Figure>
              </td>
              <td className={styles.end}>{lastTouch === null ? '–' : formatDate(lastTouch)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

const FIRST = 12

/** Touches by week, and the newest activities. */
export function Activities({ detail }: PartProps) {
  const { workspace } = useFrame()
  const [all, setAll] = useState(false)
  const { activities, deal } = detail
  if (activities.length === 0) {
    return (
      <Section title="Activities">
        <p className={`quiet ${styles.nothing}`}>
          No activity of this deal is known: a mailbox or a CRM export with activities brings them.
        </p>
      </Section>
    )
  }
  const shown = all ? activities : activities.slice(0, FIRST)
  return (
    <Section title="Activities">
      <TouchTimeline weeks={detail.weeks} dealId={deal.id} />
      <ul className={styles.list}>
        {shown.map((one) => (
          <li key={one.id}>
            <span className="quiet">
              {one.wholeWeek
                ? weekWords(one.date)
                : one.at === null
                  ? formatDate(one.date)
                  : formatMoment(one.at, workspace.org.zone)}
            </span>
            <span>{activityWords(one)}</span>
            <span className="quiet">
              {[one.person?.name, ...one.contacts].filter((name) => name !== null && name !== undefined).join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < activities.length ? (
        <p className={styles.nothing}>
          <button type="button" className="plain" onClick={() => setAll(true)}>
            Show them all
          </button>
        </p>
      ) : null}
    </Section>
  )
}
