import { NativeSelect, Stack, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import { SinceField } from '#ui/forms/since-field.tsx'
import { PageHead, Section } from '#ui/frame/page-head.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import type { PipelineRow } from '../contract.ts'
import { NameForm } from './name-form.tsx'
import styles from './settings.module.css'
import { StageMap } from './stage-map.tsx'
import { useSettingEdit } from './use-setting-edit.ts'

const MEANINGS = [
  { value: 'one-off', label: 'What is paid once' },
  { value: 'annual', label: 'What is paid in a year' },
  { value: 'monthly', label: 'What is paid in a month' },
]

/** Pipelines and their stage maps, by version: each edit holds from a date or corrects the past. */
export function Page() {
  const api = useApi()
  const { me, workspace } = useFrame()
  const save = useSettingEdit()
  const [since, setSince] = useState(workspace.clock.today)
  const query = useQuery(api.settings.pipelines.queryOptions())
  if (query.isError && !query.data)
    return <Failure message={messageOf(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Loading lines={8} />
  const mayEdit = allows(me.level, 'settings.manage')
  const { pipelines } = query.data
  return (
    <>
      <PageHead
        title="Pipelines"
        lead="Stages are known by what they are, not by their name: a past day shows the names and kinds of that day."
      />
      {mayEdit ? <SinceField value={since} today={workspace.clock.today} onChange={setSince} /> : null}
      {pipelines.length === 0 ? <Empty>An import brings the pipelines of your CRM; or add one below.</Empty> : null}
      {pipelines.map((pipeline) => (
        <Section key={pipeline.id} title={pipeline.name}>
          <Stack gap={16} pt={12}>
            <PipelineFacts pipeline={pipeline} since={since} mayEdit={mayEdit} />
            <StageMap pipeline={pipeline} since={since} mayEdit={mayEdit} />
          </Stack>
        </Section>
      ))}
      {mayEdit ? (
        <Section title="Another pipeline">
          <NameForm
            label="Name of the pipeline"
            placeholder="Renewals"
            action="Add pipeline"
            onName={(name) => save(`${name} added`, [{ kind: 'pipeline', since, patch: { name } }])}
          />
        </Section>
      ) : null}
    </>
  )
}

function PipelineFacts({ pipeline, since, mayEdit }: { pipeline: PipelineRow; since: string; mayEdit: boolean }) {
  const save = useSettingEdit()
  const patch = (label: string, change: object) =>
    save(label, [{ kind: 'pipeline', id: pipeline.id, since, patch: change }])
  return (
    <div className={styles.controls}>
      <NativeSelect
        label="An amount is"
        size="xs"
        disabled={!mayEdit}
        data={MEANINGS}
        value={pipeline.amountMeans}
        onChange={(event) => patch('What an amount means was changed', { amountMeans: event.currentTarget.value })}
      />
      <Switch
        label="Counts as bookings"
        description="Its won deals are booked and count towards goals"
        disabled={!mayEdit}
        checked={pipeline.countsAsBookings}
        onChange={(event) => patch(`${pipeline.name} changed`, { countsAsBookings: event.currentTarget.checked })}
      />
      <Switch
        label="Lost amounts are set to 0"
        description="Your CRM empties the amount of a loss; the last amount before it counts"
        disabled={!mayEdit}
        checked={pipeline.lostAmountsZeroed}
        onChange={(event) => patch(`${pipeline.name} changed`, { lostAmountsZeroed: event.currentTarget.checked })}
      />
    </div>
  )
}
