import { MultiSelect, Popover, Radio, Stack, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type DealSearch, joinList, splitList } from '#domain/deal/list.ts'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api.tsx'
import { useFrame } from '../../view.tsx'
import styles from './deals.module.css'
import { chipWords, type FilterField, filterValue } from './filters.ts'
import { FRAME_PERIOD } from './search.ts'
import type { Choices } from './use-choices.ts'

interface FilterChipProps {
  readonly filter: FilterField
  readonly search: DealSearch
  readonly choices: Choices
  readonly periodName: string
  /** opens by itself */
  readonly justAdded: boolean
  readonly onChange: (change: DealSearch) => void
  readonly onClear: () => void
}

/** A filter as a chip: what it lets through, its form below it, and a cross that takes it away. */
export function FilterChip(props: FilterChipProps) {
  const { filter, search, choices, periodName, justAdded, onChange, onClear } = props
  const [open, setOpen] = useState(justAdded)
  const set = filterValue(filter, search).length > 0
  const words = chipWords(filter, search, choices, periodName)
  const toggle = () => (filter.kind === 'yes' ? onChange(allOf(filter, set ? undefined : 'yes')) : setOpen(!open))
  return (
    <span className={styles.chipGroup} data-set={set || undefined}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus width={280}>
        <Popover.Target>
          <button
            type="button"
            className={styles.chip}
            aria-expanded={filter.kind === 'yes' ? undefined : open}
            aria-pressed={filter.kind === 'yes' ? set : undefined}
            onClick={toggle}
          >
            {words}
          </button>
        </Popover.Target>
        <Popover.Dropdown p={16}>
          <FilterForm {...props} />
        </Popover.Dropdown>
      </Popover>
      {set ? (
        <button type="button" className={styles.chipClear} aria-label={clearWords(filter.label)} onClick={onClear}>
          <IconX size={12} stroke={2} aria-hidden />
        </button>
      ) : null}
    </span>
  )
}

function allOf({ keys }: FilterField, value: string | undefined): DealSearch {
  return Object.fromEntries(keys.map((key) => [key, value]))
}

function clearWords(label: string): string {
  return `Clear ${label}`
}

function FilterForm({ filter, search, choices, periodName, onChange }: FilterChipProps) {
  const { workspace } = useFrame()
  switch (filter.kind) {
    case 'values':
      return (
        <MultiSelect
          label={filter.label}
          searchable
          clearable
          data={(filter.options?.(choices) ?? []).map((option) => ({ ...option }))}
          value={filterValue(filter, search)}
          comboboxProps={{ withinPortal: false }}
          onChange={(value) => onChange(allOf(filter, value.length === 0 ? undefined : joinList(value)))}
        />
      )
    case 'account':
      return <AccountForm search={search} choices={choices} onChange={onChange} />
    case 'closing':
      return <ClosingForm search={search} periodName={periodName} onChange={onChange} />
    case 'amount':
      return (
        <Stack gap={12}>
          {(['min', 'max'] as const).map((end) => (
            <NumberField
              key={end}
              label={amountLabel(end, workspace.org.currency)}
              value={search[end] ?? ''}
              onChange={(value) => onChange({ [end]: value || undefined })}
            />
          ))}
        </Stack>
      )
    case 'days':
      return (
        <NumberField
          label="Open deals without a touch for this many days"
          placeholder="30"
          value={search.untouched ?? ''}
          onChange={(value) => onChange({ untouched: value.slice(0, 4) || undefined })}
        />
      )
    case 'custom':
      return <CustomForm search={search} choices={choices} onChange={onChange} />
    case 'yes':
      return null
  }
}

/** Digits alone: an amount or a number of days. */
function NumberField({
  label,
  value,
  placeholder,
  onChange,
}: {
  label: string
  value: string
  placeholder?: string
  onChange: (value: string) => void
}) {
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      placeholder={placeholder ?? ''}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\D/g, ''))}
    />
  )
}

function amountLabel(end: 'min' | 'max', currency: string): string {
  return end === 'min' ? `From, in ${currency}` : `Up to, in ${currency}`
}

type FormProps = Pick<FilterChipProps, 'search' | 'onChange'>

function ClosingForm({ search, periodName, onChange }: FormProps & { periodName: string }) {
  const dates = search.closing === undefined
  return (
    <Stack gap={12}>
      <Radio.Group
        label="Closing or decided"
        value={dates ? 'dates' : 'period'}
        onChange={(value) =>
          onChange({ closing: value === 'period' ? FRAME_PERIOD : undefined, from: undefined, to: undefined })
        }
      >
        <Stack gap={8} mt={8}>
          <Radio value="period" label={periodName} description="The period chosen above, whichever it is." />
          <Radio value="dates" label="Between dates" />
        </Stack>
      </Radio.Group>
      {dates
        ? (['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              label={end === 'from' ? 'From' : 'To'}
              value={search[end] ?? ''}
              onChange={(event) => onChange({ [end]: event.currentTarget.value || undefined })}
            />
          ))
        : null}
    </Stack>
  )
}

/** Accounts are too many to offer them all: those whose name holds what is typed. */
function AccountForm({ search, choices, onChange }: FormProps & { choices: Choices }) {
  const api = useApi()
  const [text, setText] = useState('')
  const { data } = useQuery(api.accounts.choices.queryOptions({ input: { text } }))
  const value = splitList(search.account)
  const chosen = choices.accounts.filter((option) => value.includes(option.value))
  const found = (data?.accounts ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <MultiSelect
      label="Account"
      searchable
      clearable
      data={[...chosen, ...found.filter((one) => !chosen.some((other) => other.value === one.value))]}
      value={value}
      onSearchChange={setText}
      comboboxProps={{ withinPortal: false }}
      nothingFoundMessage="No account is called that"
      onChange={(next) => onChange({ account: next.length === 0 ? undefined : joinList(next) })}
    />
  )
}

function CustomForm({ search, choices, onChange }: FormProps & { choices: Choices }) {
  return (
    <MultiSelect
      label="Own fields of your CRM"
      searchable
      clearable
      data={choices.custom.map(({ field, values }) => ({
        group: field,
        items: values.map((value) => ({ value: `${field}=${value}`, label: value })),
      }))}
      value={splitList(search.custom)}
      comboboxProps={{ withinPortal: false }}
      nothingFoundMessage="No deal has fields of its own"
      onChange={(value) => onChange({ custom: value.length === 0 ? undefined : joinList(value) })}
    />
  )
}
