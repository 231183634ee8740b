import { useQuery } from '@tanstack/react-query'
import { allows } from '#domain/access/permission.ts'
import { Drawer as Panel } from '#ui/drawer/drawer.tsx'
import { Section } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { Comments } from '../../comments.tsx'
import type { DrawerContentProps } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { DealRow } from '../contract.ts'
import type { DealDetail } from '../../deal-detail.ts'
import { DealFacts } from './deal-facts.tsx'
import { DealHistory } from './deal-history.tsx'
import { Activities, LineItems, People } from './deal-parts.tsx'
import { Differences } from './differences.tsx'
import { OutcomeButton } from './outcome-button.tsx'
import { useChoices } from './use-choices.ts'
import { useDealEdits } from './use-deal-edits.ts'
import { standsWords } from './words.ts'

/** A deal with everything known of it, edited in its place. */
export function Drawer({ id }: DrawerContentProps) {
  const api = useApi()
  const { data, isError, error, refetch } = useQuery(api.deals.get.queryOptions({ input: { dealId: id } }))
  if (data) return <OpenDeal detail={data} />
  return (
    <Panel title={isError ? 'No deal' : ' '}>
      {isError ? <Failure message={messageOf(error)} onRetry={() => void refetch()} /> : <Loading lines={8} />}
    </Panel>
  )
}

function OpenDeal({ detail }: { detail: DealDetail & { deal: DealRow } }) {
  const { me } = useFrame()
  const choices = useChoices()
  const edits = useDealEdits()
  const { deal } = detail
  const mayWrite = allows(me.level, 'deals.write')
  const editable = { ...deal, amount: detail.present.amount }
  return (
    <Panel
      title={deal.name ?? deal.id}
      lead={standsWords(deal, detail)}
      actions={
        mayWrite && deal.status === 'open'
          ? ([true, false] as const).map((won) => (
              <OutcomeButton
                key={String(won)}
                won={won}
                choices={choices}
                {...(won && { filled: true as const })}
                onDecide={(_, reason) => edits.decide([editable], won, reason, choices.stages)}
              />
            ))
          : null
      }
    >
      <DealFacts detail={detail} choices={choices} mayWrite={mayWrite} />
      <Differences detail={detail} mayWrite={mayWrite} />
      <LineItems detail={detail} />
      <People detail={detail} />
      <Activities detail={detail} />
      <Section title="Comments">
        <Comments subject={{ kind: 'deal', id: deal.id }} />
      </Section>
      <DealHistory detail={detail} />
    </Panel>
  )
}
