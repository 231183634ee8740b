import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useApi } from '../../api.tsx'
import styles from './accounts.module.css'

interface FactProps {
  readonly label: string
  /** as it is read */
  readonly text: ReactNode
  /** null: not to be edited by the reader */
  readonly editor: ((leave: () => void) => ReactNode) | null
}

/** One fact with its label; a click or Enter edits it in its place. */
export function Fact({ label, text, editor }: FactProps) {
  const [editing, setEditing] = useState(false)
  const target = useRef<HTMLButtonElement>(null)
  const [returning, setReturning] = useState(false)
  useEffect(() => {
    if (!editing && returning) target.current?.focus()
  }, [editing, returning])
  const leave = () => {
    setReturning(true)
    setEditing(false)
  }
  const shown = text === null || text === '' ? <span className="quiet">–</span> : text
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        {editor === null ? (
          shown
        ) : editing ? (
          editor(leave)
        ) : (
          <button type="button" ref={target} className={styles.edit} onClick={() => setEditing(true)}>
            <span className="sr-only">Edit {label}: </span>
            {shown}
          </button>
        )}
      </dd>
    </div>
  )
}

/** Enter or leaving keeps, Esc drops. */
export function TextEditor({
  label,
  value,
  required,
  onSave,
  onLeave,
}: {
  label: string
  value: string | null
  required?: true
  onSave: (value: string | null) => void
  onLeave: () => void
}) {
  const [text, setText] = useState(value ?? '')
  const left = useRef(false)
  const keep = () => {
    if (left.current) return
    left.current = true
    const next = text.trim() === '' ? null : text.trim()
    if (next !== value && !(required && next === null)) onSave(next)
    onLeave()
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    // the same key would press the button that gets the focus back
    event.preventDefault()
    if (event.key === 'Enter') return keep()
    left.current = true
    onLeave()
  }
  return (
    <TextInput
      size="xs"
      aria-label={label}
      autoFocus
      maxLength={500}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={onKey}
    />
  )
}

export function PickEditor({
  label,
  options,
  value,
  onSave,
  onLeave,
}: {
  label: string
  options: readonly { readonly value: string; readonly label: string }[]
  value: string | null
  onSave: (value: string | null) => void
  onLeave: () => void
}) {
  return (
    <Select
      size="xs"
      aria-label={label}
      data={[...options]}
      value={value}
      searchable
      clearable
      autoFocus
      defaultDropdownOpened
      onChange={(next) => {
        if (next !== value) onSave(next)
        onLeave()
      }}
      onBlur={onLeave}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave()
      }}
    />
  )
}

/** An account by its name, looked up while typing. */
export function AccountPicker({
  label,
  value,
  onSave,
  onLeave,
}: {
  label: string
  value: { readonly id: string; readonly name: string } | null
  onSave: (account: { id: string; name: string } | null) => void
  onLeave: () => void
}) {
  const api = useApi()
  const [text, setText] = useState(value?.name ?? '')
  const asked = text === value?.name ? '' : text
  const { data } = useQuery(api.accounts.choices.queryOptions({ input: { text: asked }, placeholderData: (b) => b }))
  const offered = data?.accounts ?? []
  const known = value && !offered.some(({ id }) => id === value.id) ? [value, ...offered] : offered
  return (
    <Select
      size="xs"
      aria-label={label}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      value={value?.id ?? null}
      searchable
      clearable
      autoFocus
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage="No account by this name"
      onChange={(id) => {
        onSave(known.find((one) => one.id === id) ?? null)
        onLeave()
      }}
      onBlur={onLeave}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave()
      }}
    />
  )
}
