import { Menu } from '@mantine/core'
import { IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { periodOf, periodRange, periodUnit, type PeriodCalendar, type PeriodUnit } from '#domain/calendar/period.ts'
import type { LocalDate } from '#domain/instant.ts'
import { formatPeriod, formatPeriodShort } from '../format/period.ts'
import { formatRange } from '../format/time.ts'
import styles from './picker.module.css'

const UNITS = [
  ['week', 'Week'],
  ['month', 'Month'],
  ['quarter', 'Quarter'],
  ['year', 'Year'],
] as const satisfies readonly (readonly [PeriodUnit, string])[]

/** The period, a step back or forward ( [ and ] ), and its kind. */
export function PeriodPicker({
  value,
  calendar,
  today,
  onChange,
  onBack,
  onForward,
}: {
  value: string
  calendar: PeriodCalendar
  today: LocalDate
  onChange: (period: string) => void
  onBack: () => void
  onForward: () => void
}) {
  const { from, to } = periodRange(value, calendar)
  return (
    <div className={styles.period}>
      <button type="button" className={styles.step} aria-label="Previous period" onClick={onBack}>
        <IconChevronLeft size={16} stroke={1.8} aria-hidden />
      </button>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={styles.target} title={formatRange(from, to)}>
            <span className={styles.long}>{formatPeriod(value)}</span>
            <span className={styles.short}>{formatPeriodShort(value)}</span>
            <IconChevronDown size={14} stroke={1.8} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {UNITS.map(([unit, label]) => {
            const current = periodOf(today, unit, calendar)
            return (
              <Menu.Item
                key={unit}
                onClick={() => onChange(current)}
                fw={unit === periodUnit(value) ? 600 : 400}
                rightSection={<span className={styles.hint}>{formatPeriod(current)}</span>}
              >
                {label}
              </Menu.Item>
            )
          })}
        </Menu.Dropdown>
      </Menu>
      <button type="button" className={styles.step} aria-label="Next period" onClick={onForward}>
        <IconChevronRight size={16} stroke={1.8} aria-hidden />
      </button>
    </div>
  )
}
