import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { formatProportion } from '#ui/format/number.ts'
import { type Column, DataTable } from '#ui/table/data-table.tsx'
import { Figure } from '../../figure.tsx'
import type { PipelineRow, StageRow } from '../contract.ts'
import { NameForm } from './name-form.tsx'
import styles from './settings.module.css'
import { useSettingEdit } from './use-setting-edit.ts'

const KINDS = [
  { value: 'open', label: 'open' },
  { value: 'won', label: 'won' },
  { value: 'lost', label: 'lost' },
]

/** The stages of a pipeline in order, with the win rate each would give as the accepted stage. */
export function StageMap({ pipeline, since, mayEdit }: { pipeline: PipelineRow; since: string; mayEdit: boolean }) {
  const save = useSettingEdit()
  const patch = (stage: StageRow, label: string, change: object) =>
    save(label, [{ kind: 'stage', id: stage.id, since, patch: change }])
  const swap = (at: number, by: number) => {
    const [one, other] = [pipeline.stages[at], pipeline.stages[at + by]]
    if (!one || !other) return
    save(`${one.name} moved`, [
      { kind: 'stage', id: one.id, since, patch: { order: other.order } },
      { kind: 'stage', id: other.id, since, patch: { order: one.order } },
    ])
  }
  const columns: Column<StageRow>[] = [
    {
      id: 'name',
      header: 'Stage',
      cell: (stage) =>
        mayEdit ? (
          <Text
            key={stage.name}
            label={`Name of ${stage.name}`}
            value={stage.name}
            onSet={(name) => patch(stage, `${name} renamed`, { name })}
          />
        ) : (
          stage.name
        ),
    },
    {
      id: 'kind',
      header: 'Kind',
      cell: (stage) => (
        <NativeSelect
          size="xs"
          aria-label={`Kind of ${stage.name}`}
          disabled={!mayEdit}
          data={KINDS}
          value={stage.kind}
          onChange={(event) => patch(stage, `${stage.name} changed`, { kind: event.currentTarget.value })}
        />
      ),
    },
    {
      id: 'probability',
      header: 'Probability, %',
      align: 'end',
      cell: (stage) => (
        <Text
          key={String(stage.probability)}
          narrow
          disabled={!mayEdit || stage.kind !== 'open'}
          label={`Probability of ${stage.name} in percent`}
          value={stage.probability === null ? '' : String(Math.round(stage.probability * 1000) / 10)}
          onSet={(text) => {
            const percent = Number(text.replace(',', '.'))
            if (text.trim() === '') patch(stage, `${stage.name} changed`, { probability: null })
            else if (percent >= 0 && percent <= 100)
              patch(stage, `${stage.name} changed`, { probability: percent / 100 })
          }}
        />
      ),
    },
    {
      id: 'rate',
      header: 'Win rate from here',
      align: 'end',
      minor: true,
      cell: (stage) =>
        stage.wonFrom === null ? (
          ''
        ) : (
          <Figure figure={{ kind: 'stage-win-rate', of: { stageId: stage.id } }}>
            {formatProportion(stage.wonFrom.won, stage.wonFrom.decided)}
          </Figure>
        ),
    },
    {
      id: 'accepted',
      header: 'Accepted',
      cell: (stage) => {
        if (stage.kind !== 'open') return ''
        if (stage.accepted) return <strong>accepted</strong>
        return mayEdit ? (
          <button
            type="button"
            className="plain"
            aria-label={`count from here: ${stage.name}`}
            onClick={() =>
              save(`Deals count from ${stage.name}`, [
                { kind: 'stage', id: stage.id, since: 'correction', patch: { accepted: true } },
              ])
            }
          >
            count from here
          </button>
        ) : (
          ''
        )
      },
    },
    {
      id: 'order',
      header: '',
      align: 'end',
      cell: (stage) => {
        if (!mayEdit) return null
        const at = pipeline.stages.indexOf(stage)
        return (
          <span className={styles.steps}>
            <button type="button" className="plain" aria-label={`${stage.name} up`} onClick={() => swap(at, -1)}>
              ↑
            </button>
            <button type="button" className="plain" aria-label={`${stage.name} down`} onClick={() => swap(at, 1)}>
              ↓
            </button>
          </span>
        )
      },
    },
  ]
  return (
    <>
      <DataTable
        caption={`Stages of ${pipeline.name}`}
        columns={columns}
        rows={pipeline.stages}
        rowKey={(stage) => stage.id}
      />
      {mayEdit ? <NewStage pipelineId={pipeline.id} since={since} /> : null}
    </>
  )
}

function NewStage({ pipelineId, since }: { pipelineId: string; since: string }) {
  const save = useSettingEdit()
  const [kind, setKind] = useState('open')
  const chosen = kind === 'won' || kind === 'lost' ? kind : 'open'
  return (
    <NameForm
      size="xs"
      label="Name of the new stage"
      placeholder="Another stage"
      action="Add stage"
      onName={(name) => save(`${name} added`, [{ kind: 'stage', since, patch: { pipelineId, name, kind: chosen } }])}
    >
      <NativeSelect
        size="xs"
        aria-label="Kind of the new stage"
        data={KINDS}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
      />
    </NameForm>
  )
}

/** A text that is saved when it is left. */
function Text({
  label,
  value,
  onSet,
  narrow,
  disabled,
}: {
  label: string
  value: string
  onSet: (text: string) => void
  narrow?: boolean
  disabled?: boolean
}) {
  const [text, setText] = useState(value)
  return (
    <input
      className={narrow ? styles.cell : styles.text}
      aria-label={label}
      disabled={disabled}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        if (text.trim() !== value) onSet(text.trim())
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setText(value)
      }}
    />
  )
}
