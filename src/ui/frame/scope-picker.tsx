import { Combobox, useCombobox } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './picker.module.css'

export interface ScopeChoice {
  readonly value: string
  readonly label: string
  readonly group: string
}

const SEARCH_FROM = 8

/** Whose figures: company, offices, teams and people that the viewer may see. */
export function ScopePicker({
  choices,
  value,
  onChange,
}: {
  choices: readonly ScopeChoice[]
  value: string
  onChange: (value: string) => void
}) {
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const needle = search.trim().toLocaleLowerCase()
  const found = choices.filter((choice) => choice.label.toLocaleLowerCase().includes(needle))
  const groups = [...new Set(found.map((choice) => choice.group))]
  const current = choices.find((choice) => choice.value === value)
  const hasSearch = choices.length >= SEARCH_FROM
  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-start"
      withinPortal={false}
      onOptionSubmit={(next) => {
        onChange(next)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes>
        <button
          type="button"
          className={styles.target}
          onClick={() => combobox.toggleDropdown()}
          aria-label={`Figures of ${current?.label ?? 'nobody'}`}
        >
          <span className={styles.strong}>{current?.label ?? 'Choose'}</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {hasSearch ? (
          <Combobox.Search
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder="Find a team or person"
            aria-label="Find a team or person"
          />
        ) : null}
        <Combobox.Options aria-label="Whose figures" tabIndex={0} mah={360} style={{ overflowY: 'auto' }}>
          {groups.map((group) => (
            <Combobox.Group key={group} label={group}>
              {found
                .filter((choice) => choice.group === group)
                .map((choice) => (
                  <Combobox.Option key={choice.value} value={choice.value} active={choice.value === value}>
                    {choice.label}
                  </Combobox.Option>
                ))}
            </Combobox.Group>
          ))}
          {found.length === 0 ? <Combobox.Empty>Nothing of that name</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
