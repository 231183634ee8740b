import { NativeSelect } from '@mantine/core'
import { ACCESS_LEVELS, type AccessLevel } from '#domain/access/permission.ts'

/** Empty: what its user may do, whatever that becomes. */
export type KeyLevel = AccessLevel | ''

const WORDS: Readonly<Record<AccessLevel, string>> = {
  owner: 'as an owner',
  admin: 'as an administrator',
  manager: 'as a manager',
  lead: 'as a team lead',
  rep: 'as a rep',
  viewer: 'read only, as a viewer',
}

/** What an API key may do at most, in words. */
export function keyLevelWords(level: AccessLevel | null): string {
  return level === null ? 'what its user may do' : WORDS[level]
}

/** Chooses what a new key may do: what its user may, or what a lower level may. */
export function KeyLevelField(props: {
  own: AccessLevel
  value: KeyLevel
  onChange: (level: KeyLevel) => void
  bare?: boolean
}) {
  const lower = ACCESS_LEVELS.slice(ACCESS_LEVELS.indexOf(props.own) + 1)
  const label = 'The key may do'
  return (
    <NativeSelect
      {...(props.bare ? { 'aria-label': label } : { label })}
      data={[{ value: '', label: 'what you may do' }, ...lower.map((level) => ({ value: level, label: WORDS[level] }))]}
      value={props.value}
      onChange={({ currentTarget: { value } }) => props.onChange(ACCESS_LEVELS.find((level) => level === value) ?? '')}
    />
  )
}
