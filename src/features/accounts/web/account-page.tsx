import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { formatMoney } from '#ui/format/money.ts'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { Comments } from '../../comments.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { useTravel } from '../../view.tsx'
import type { AccountAnswer } from '../contract.ts'
import { AccountFacts } from './account-facts.tsx'
import styles from './accounts.module.css'
import { accountFigure } from './figure-of.ts'
import { Deals, Products } from './account-deals.tsx'
import { Family, People } from './account-people.tsx'
import { Alike } from './alike.tsx'
import { History, Timeline } from './past.tsx'

/** One account with everything known of it. */
export function Page() {
  const api = useApi()
  const { accountId }: { accountId?: string } = useParams({ strict: false })
  const account = useQuery(
    api.accounts.get.queryOptions({ input: { accountId: accountId ?? '' }, enabled: accountId !== undefined }),
  )
  if (account.isError && !account.data)
    return <Failure message={messageOf(account.error)} onRetry={() => void account.refetch()} />
  if (!account.data) return <Loading lines={10} />
  return <Account answer={account.data} />
}

function Account({ answer }: { answer: AccountAnswer }) {
  const travel = useTravel()
  const { account } = answer
  return (
    <>
      <PageHead
        title={account.name}
        lead={
          <Link to="/accounts" search={travel}>
            All accounts
          </Link>
        }
      />
      <AccountSums answer={answer} />
      <div className={styles.columns}>
        <div>
          <AccountDeals answer={answer} />
          <Family answer={answer} />
          <Products answer={answer} />
          <Timeline
            activities={answer.activities}
            count={answer.activityCount}
            figure={accountFigure(account.id, 'activities')}
          />
        </div>
        <div>
          <Section title="Facts">
            <AccountFacts answer={answer} />
          </Section>
          <Alike kind="account" id={account.id} name={account.name} duplicates={answer.duplicates} />
          <People accountId={account.id} contacts={answer.contacts} />
          <Section title="Comments">
            <div className={styles.comments}>
              <Comments subject={{ kind: 'account', id: account.id }} />
            </div>
          </Section>
          <History changes={answer.changes} />
        </div>
      </div>
    </>
  )
}

export function AccountSums({ answer: { account, currency, lostAmount } }: { answer: AccountAnswer }) {
  const sums = [
    ['Open', 'open', account.open],
    ['Won', 'won', account.won],
    ['Lost', 'lost', lostAmount],
  ] as const
  return (
    <dl className={styles.head3}>
      {sums.map(([label, figure, minor]) => (
        <div key={figure}>
          <dt>{label}</dt>
          <dd title={formatMoney(minor, currency, { style: 'exact' })}>
            <Figure figure={accountFigure(account.id, figure)}>
              {formatMoney(minor, currency, { style: 'compact' })}
            </Figure>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function AccountDeals({ answer }: { answer: AccountAnswer }) {
  const { account, currency, open, won, lost, lostAmount } = answer
  const figures = (figure: 'open' | 'won' | 'lost') => ({
    sum: accountFigure(account.id, figure),
    count: accountFigure(account.id, figure, { counted: true }),
  })
  return (
    <>
      <Deals
        title="Open deals"
        deals={open}
        sum={account.open}
        currency={currency}
        figures={figures('open')}
        onHead="Closes"
        empty="No open deal."
      />
      {won.length > 0 ? (
        <Deals
          title="Won"
          deals={won}
          sum={account.won}
          currency={currency}
          figures={figures('won')}
          onHead="Won on"
          empty="Nothing won yet."
        />
      ) : null}
      {lost.length > 0 ? (
        <Deals
          title="Lost"
          deals={lost}
          sum={lostAmount}
          currency={currency}
          figures={figures('lost')}
          onHead="Lost on"
          empty="Nothing lost."
        />
      ) : null}
    </>
  )
}
