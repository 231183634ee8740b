import { Select, TextInput } from '@mantine/core'
import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react'
import { formatMoney, parseMoney } from '#ui/format/money.ts'
import type { DealEditInput } from '../contract.ts'
import type { ColumnId } from './columns.ts'
import { StepEditor } from './step-editor.tsx'
import type { Choices, Option } from './use-choices.ts'
import type { EditedDeal, Shown } from './use-deal-edits.ts'

/** How an editor was left: where the focus goes next. */
export type Leave = 'stay' | 'next' | 'before' | 'away'

interface CellEditorProps {
  readonly column: ColumnId
  readonly deal: EditedDeal
  readonly choices: Choices
  readonly onSave: (change: DealEditInput, shown: Shown) => void
  readonly onLeave: (leave: Leave) => void
}

/** One field of a deal being edited: Enter keeps, Esc drops, Tab keeps and goes on. */
export function CellEditor(props: CellEditorProps) {
  const { column, deal, choices, onSave, onLeave } = props
  switch (column) {
    case 'stage':
      return (
        <PickEditor
          label="Stage"
          options={choices.stageOptions}
          value={deal.stageId}
          onLeave={onLeave}
          onPick={(stageId) => {
            const stage = choices.stages.find(({ id }) => id === stageId)
            if (stage) onSave({ stageId: stage.id }, { stage })
          }}
        />
      )
    case 'owner':
      return (
        <PickEditor
          label="Owner"
          options={choices.owners}
          value={deal.ownerId}
          onLeave={onLeave}
          onPick={(ownerId) =>
            onSave({ ownerId }, { owner: choices.owners.find(({ value }) => value === ownerId)?.label ?? null })
          }
        />
      )
    case 'amount':
      return (
        <TextEditor
          label="Amount"
          text={deal.amount === null ? '' : formatMoney(deal.amount, deal.currency, { style: 'exact' })}
          onLeave={onLeave}
          end
          onText={(text) => {
            const amount = text === '' ? null : parseMoney(text, deal.currency)
            if (amount === null && text !== '') return 'Not an amount'
            if (amount !== deal.amount) onSave({ amount }, {})
            return null
          }}
        />
      )
    case 'close':
      return (
        <TextEditor
          label="Close date"
          type="date"
          text={deal.closeDate ?? ''}
          onLeave={onLeave}
          onText={(text) => {
            if (text !== (deal.closeDate ?? '')) onSave({ closeDate: text === '' ? null : text }, {})
            return null
          }}
        />
      )
    default:
      return (
        <StepEditor
          text={deal.nextStep ?? ''}
          date={deal.nextStepDate ?? ''}
          onLeave={onLeave}
          onKeep={(text, date) => {
            const change = {
              ...(text !== (deal.nextStep ?? '') && { nextStep: text === '' ? null : text }),
              ...(date !== (deal.nextStepDate ?? '') && { nextStepDate: date === '' ? null : date }),
            }
            if (Object.keys(change).length > 0) onSave(change, {})
          }}
        />
      )
  }
}

interface TextEditorProps {
  readonly label: string
  readonly text: string
  readonly type?: 'date'
  readonly end?: true
  /** keeps a text, or says what is wrong with it */
  readonly onText: (text: string) => string | null
  readonly onLeave: (leave: Leave) => void
}

/** A line of text being edited in its place. */
export function TextEditor({ label, text, type, end, onText, onLeave }: TextEditorProps) {
  const [value, setValue] = useState(text)
  const [error, setError] = useState<string | null>(null)
  const left = useRef(false)
  const keep = (leave: Leave) => {
    if (left.current) return
    const wrong = onText(value.trim())
    setError(wrong)
    if (wrong !== null) return
    left.current = true
    onLeave(leave)
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      left.current = true
      event.preventDefault()
      onLeave('stay')
    }
    if (event.key === 'Enter') keep('stay')
    if (event.key === 'Tab') {
      event.preventDefault()
      keep(event.shiftKey ? 'before' : 'next')
    }
  }
  return (
    <TextInput
      size="xs"
      autoFocus
      type={type ?? 'text'}
      aria-label={label}
      value={value}
      error={error}
      styles={{ input: { textAlign: end ? 'end' : 'start' } }}
      onFocus={(event) => type === undefined && event.currentTarget.select()}
      onChange={(event) => setValue(event.currentTarget.value)}
      onKeyDown={onKey}
      onBlur={() => keep('away')}
    />
  )
}

interface PickEditorProps {
  readonly label: string
  readonly options: readonly Option[]
  readonly value: string | null
  readonly onPick: (value: string) => void
  readonly onLeave: (leave: Leave) => void
  /** asks for other options, as somebody types */
  readonly onSearch?: (text: string) => void
}

/** One of some being chosen in its place. */
export function PickEditor({ label, options, value, onPick, onLeave, onSearch }: PickEditorProps) {
  const left = useRef(false)
  // the field stands before what it offers: placing the list takes several frames of a slow machine
  const offered = useDeferredValue(true, false)
  const leave = (how: Leave) => {
    if (left.current) return
    left.current = true
    onLeave(how)
  }
  return (
    <Select
      size="xs"
      autoFocus
      searchable
      selectFirstOptionOnChange
      dropdownOpened={offered}
      allowDeselect={false}
      aria-label={label}
      data={options.map((option) => ({ ...option }))}
      value={value}
      {...(onSearch && { onSearchChange: onSearch, filter: ({ options: found }) => found })}
      onChange={(next) => {
        if (next !== null && next !== value) onPick(next)
        leave('stay')
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') leave('stay')
        if (event.key === 'Tab') {
          event.preventDefault()
          leave(event.shiftKey ? 'before' : 'next')
        }
      }}
      onBlur={() => leave('away')}
    />
  )
}
