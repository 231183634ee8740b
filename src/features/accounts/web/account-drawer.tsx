import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer as Panel } from '#ui/drawer/drawer.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import type { DrawerContentProps } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { useTravel } from '../../view.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AccountDeals, AccountSums } from './account-page.tsx'
import { People } from './account-people.tsx'

/** An account over whatever page is there; its own page has the rest. */
export function Drawer({ id }: DrawerContentProps) {
  const api = useApi()
  const travel = useTravel()
  const { data, isError, error, refetch } = useQuery(api.accounts.get.queryOptions({ input: { accountId: id } }))
  if (!data)
    return (
      <Panel title={isError ? 'No account' : ' '}>
        {isError ? <Failure message={messageOf(error)} onRetry={() => void refetch()} /> : <Loading lines={8} />}
      </Panel>
    )
  return (
    <Panel
      title={data.account.name}
      actions={
        <Link to="/accounts/$accountId" params={{ accountId: id }} search={travel}>
          Open the page
        </Link>
      }
    >
      <AccountSums answer={data} />
      <AccountFacts answer={data} />
      <AccountDeals answer={data} />
      <People accountId={id} contacts={data.contacts} />
    </Panel>
  )
}
