import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { roleKey } from '#domain/role.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useAddress } from '../../address.ts'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import type { MetricMeaning } from '../../metric-figure.ts'
import { roleWords } from '../../metric-words.tsx'
import { useFrame } from '../../view.tsx'
import type { RoleRow } from '../contract.ts'
import { CurveForm } from './curve-form.tsx'
import { OnTheWay } from './on-the-way.tsx'
import { Priorities } from './priorities.tsx'
import { RampFigure } from './ramp-figure.tsx'
import styles from './ramp.module.css'
import { fitWords, heldWords, roleOption } from './words.ts'

type Address = Record<string, string | undefined>

/** How a role comes to full, who is on the way, and what matters in it. */
export function Page() {
  const api = useApi()
  const roles = useQuery(api.ramp.roles.queryOptions({ input: {} }))
  const definitions = useQuery(api.metrics.definitions.queryOptions({ staleTime: Infinity }))
  const failed = [roles, definitions].find((query) => query.isError && !query.data)
  if (failed) return <Failure message={messageOf(failed.error)} onRetry={() => void failed.refetch()} />
  if (!roles.data || !definitions.data) return <Loading lines={10} />
  if (roles.data.roles.length === 0)
    return (
      <Empty>Nobody has a role yet. A discipline such as AE or SDR on each membership, under Org, is enough.</Empty>
    )
  return (
    <RampOf
      roles={roles.data.roles}
      metrics={definitions.data.metrics.filter(({ per, valence }) => per === null && valence !== 'down')}
      meanings={definitions.data.metrics.filter(({ per }) => per === null)}
    />
  )
}

function RampOf({
  roles,
  metrics,
  meanings,
}: {
  roles: readonly RoleRow[]
  /** those that can ramp */
  metrics: readonly MetricMeaning[]
  meanings: readonly MetricMeaning[]
}) {
  const api = useApi()
  const { me } = useFrame()
  const address = useAddress(['role', 'metric'])
  const navigate = useNavigate()
  const set = (change: Address) =>
    void navigate({ to: '.', search: (before: Address) => ({ ...before, ...change }), replace: true })
  const role =
    roles.find((one) => roleKey(one) === address.role) ?? roles.reduce((a, b) => (b.people > a.people ? b : a))
  const metricId = metrics.find(({ id }) => id === address.metric)?.id ?? usualMetric(role, metrics)
  const { discipline, segment } = role
  const ramp = useQuery(
    api.ramp.curve.queryOptions({
      input: { metric: metricId, ...(discipline !== null && { discipline }), ...(segment !== null && { segment }) },
    }),
  )
  const mayEdit = allows(me.level, 'settings.manage')
  return (
    <>
      <PageHead title="Ramp" lead={ramp.data ? heldWords(ramp.data) : ''} />
      <div className={styles.controls}>
        <NativeSelect
          aria-label="Role"
          data={roles.map((one) => ({ value: roleKey(one), label: roleOption(one, (text) => roleWords(text, null)) }))}
          value={roleKey(role)}
          onChange={(event) => set({ role: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label="Metric"
          data={metrics.map(({ id, label }) => ({ value: id, label }))}
          value={metricId}
          onChange={(event) => set({ metric: event.currentTarget.value })}
        />
      </div>
      {ramp.isError && !ramp.data ? (
        <Failure message={messageOf(ramp.error)} onRetry={() => void ramp.refetch()} />
      ) : ramp.data ? (
        <>
          {ramp.data.fit === null && ramp.data.held === null ? (
            <p className={styles.sentence}>{fitWords(ramp.data)}</p>
          ) : (
            <RampFigure ramp={ramp.data} role={role} />
          )}
          <CurveForm
            key={`${roleKey(role)} ${metricId} ${JSON.stringify(ramp.data.held)}`}
            ramp={ramp.data}
            role={role}
            mayEdit={mayEdit}
          />
          <OnTheWay ramp={ramp.data} role={role} />
        </>
      ) : (
        <Loading lines={8} />
      )}
      <Priorities key={`${roleKey(role)} ${role.metrics?.join()}`} role={role} meanings={meanings} mayEdit={mayEdit} />
    </>
  )
}

const USUAL = ['bookings', 'meetings-created', 'meetings-held']

function usualMetric({ metrics: priorities, ramps }: RoleRow, metrics: readonly MetricMeaning[]): string {
  const known = (id: string) => metrics.some((one) => one.id === id)
  return [...ramps.map(({ metric }) => metric), ...(priorities ?? []), ...USUAL].find(known) ?? 'bookings'
}
