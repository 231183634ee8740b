import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useApi } from '../../api.tsx'
import { type Leave, PickEditor, TextEditor } from './cell-editor.tsx'
import styles from './drawer.module.css'
import { editLabel } from './words.ts'

/** A named value; where it may be edited, with the button that turns it into its editor. */
export function FieldFact({
  label,
  editor,
  children,
}: {
  label: string
  /** null: nobody may edit it here */
  editor: ((leave: () => void) => ReactNode) | null
  children: ReactNode
}) {
  const [editing, setEditing] = useState(false)
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        {editor === null ? (
          children
        ) : editing ? (
          editor(() => setEditing(false))
        ) : (
          <span className={styles.editable}>
            <span>{children}</span>
            <button type="button" className="plain" aria-label={editLabel(label)} onClick={() => setEditing(true)}>
              Edit
            </button>
          </span>
        )}
      </dd>
    </div>
  )
}

/** A text of a deal; `needed` ones cannot be emptied. */
export function TextField(props: {
  label: string
  text: string
  needed?: boolean
  onSave: (text: string) => void
  onLeave: (leave: Leave) => void
}) {
  return (
    <TextEditor
      label={props.label}
      text={props.text}
      onLeave={props.onLeave}
      onText={(text) => {
        if (props.needed === true && text === '') return 'It needs one'
        if (text !== props.text) props.onSave(text)
        return null
      }}
    />
  )
}

const NONE = { value: '', label: 'No account' }

/** The account of a deal, found by what is typed. */
export function AccountField(props: {
  accountId: string | null
  account: string | null
  onSave: (accountId: string | null, account: string | null) => void
  onLeave: (leave: Leave) => void
}) {
  const api = useApi()
  const [text, setText] = useState('')
  const wanted = text === props.account ? '' : text
  const { data } = useQuery(api.accounts.choices.queryOptions({ input: { text: wanted } }))
  const found = (data?.accounts ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const own = { value: props.accountId ?? '', label: props.account ?? NONE.label }
  const options = [own, NONE, ...found].filter(
    ({ value }, at, all) => all.findIndex((one) => one.value === value) === at,
  )
  return (
    <PickEditor
      label="Account"
      options={options}
      value={props.accountId ?? ''}
      onSearch={setText}
      onLeave={props.onLeave}
      onPick={(id) =>
        props.onSave(
          id === '' ? null : id,
          id === '' ? null : (options.find(({ value }) => value === id)?.label ?? null),
        )
      }
    />
  )
}
