import { useQuery } from '@tanstack/react-query'
import { formatDate, localHour } from '#ui/format/time.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame, useView } from '../../view.tsx'
import { DealList } from './deal-list.tsx'
import { FirstRun } from './first-run.tsx'
import { PaceHead } from './pace-head.tsx'
import { People } from './people.tsx'
import { SinceThen } from './since-then.tsx'
import { greeting } from './words.ts'

/** What should I do now? */
export function Page() {
  const api = useApi()
  const { scope, period } = useView()
  const { me, workspace } = useFrame()
  const { clock, org, hasData } = workspace
  const today = useQuery(api.today.get.queryOptions({ input: { scope, period }, enabled: hasData }))
  const head = (
    <PageHead
      title={greeting(localHour(clock.now, org.zone), me.name)}
      lead={formatDate(clock.today, { weekday: true, year: true })}
    />
  )
  if (!hasData) {
    return (
      <>
        {head}
        <FirstRun />
      </>
    )
  }
  if (today.isError && !today.data) {
    return <Failure message={messageOf(today.error)} onRetry={() => void today.refetch()} />
  }
  if (!today.data) return <Loading lines={8} />
  const { data } = today
  return (
    <>
      {head}
      <PaceHead today={data} />
      {data.people ? <People today={data} people={data.people} /> : null}
      {data.lists.map((list) => (
        <DealList key={list.id} today={data} list={list} />
      ))}
      {data.changes ? <SinceThen today={data} changes={data.changes} /> : null}
    </>
  )
}
