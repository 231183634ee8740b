import {
  IconAdjustmentsHorizontal,
  IconBooks,
  IconBuilding,
  IconCalendarEvent,
  IconChartHistogram,
  IconDatabaseImport,
  IconHome,
  IconLayoutKanban,
  IconMap,
  IconTrendingUp,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'

export interface Place {
  readonly id: string
  readonly label: string
  /** pressed after G */
  readonly key: string
  readonly icon: Icon
  readonly foot?: true
  /** stands in the bar of a phone; the others under More */
  readonly bar?: true
  /** shown to someone who sells alone; the others come with the second person */
  readonly alone?: true
}

/** The rail's fixed order. A place shows once it has a page. */
export const PLACES = [
  { id: 'today', label: 'Today', key: 't', icon: IconHome, bar: true, alone: true },
  { id: 'board', label: 'Board', key: 'b', icon: IconLayoutKanban, bar: true, alone: true },
  { id: 'metrics', label: 'Metrics', key: 'm', icon: IconChartHistogram },
  { id: 'team', label: 'Team', key: 'p', icon: IconUsers },
  { id: 'meetings', label: 'Meetings', key: 'c', icon: IconCalendarEvent },
  { id: 'forecast', label: 'Forecast', key: 'f', icon: IconTrendingUp, alone: true },
  { id: 'accounts', label: 'Accounts', key: 'a', icon: IconBuilding, bar: true, alone: true },
  { id: 'plan', label: 'Plan', key: 'n', icon: IconMap },
  { id: 'library', label: 'Library', key: 'l', icon: IconBooks },
  { id: 'sources', label: 'Sources', key: 's', icon: IconDatabaseImport, foot: true, alone: true },
  { id: 'settings', label: 'Settings', key: ',', icon: IconAdjustmentsHorizontal, foot: true, alone: true },
] as const satisfies readonly Place[]

export type PlaceId = (typeof PLACES)[number]['id']
