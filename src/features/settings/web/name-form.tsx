import { Button, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import styles from './settings.module.css'

/** What a name is enough for, and whatever else stands between the name and the button. */
export function NameForm({
  label,
  placeholder,
  action,
  size = 'sm',
  onName,
  children,
}: {
  label: string
  placeholder: string
  action: string
  size?: 'xs' | 'sm'
  onName: (name: string) => void
  children?: ReactNode
}) {
  const [text, setText] = useState('')
  const name = text.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name === '') return
    onName(name)
    setText('')
  }
  return (
    <form onSubmit={submit} className={styles.controls}>
      <TextInput
        size={size}
        aria-label={label}
        placeholder={placeholder}
        required
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {children}
      <Button size={size} type="submit" variant="default">
        {action}
      </Button>
    </form>
  )
}
