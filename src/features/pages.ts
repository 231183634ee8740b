import type { Permission } from '#domain/access/permission.ts'
import type { ComponentType } from 'react'
import type { DrawerEntry } from './drawers.tsx'
import type { PlaceId } from './places.tsx'

export interface PageEntry {
  readonly path: string
  readonly place: PlaceId
  /** the word on the tab; a page without one is reached from another page */
  readonly tab?: string
  /** shown only to those who hold it */
  readonly permission?: Permission
  readonly load: () => Promise<{ Page: ComponentType }>
}

/** Every page inside the frame, in the order of its tabs. */
export const pages: readonly PageEntry[] = [
  { path: '/today', place: 'today', load: () => import('./today/web/page.tsx') },
  { path: '/board/deals', place: 'board', tab: 'Deals', load: () => import('./deals/web/page.tsx') },
  { path: '/board/sprint', place: 'board', tab: 'Sprint', load: () => import('./sprint/web/page.tsx') },
  { path: '/board/changes', place: 'board', tab: 'Changes', load: () => import('./changes/web/page.tsx') },
  { path: '/board/wallboards', place: 'board', tab: 'Wallboards', load: () => import('./wallboards/web/page.tsx') },
  { path: '/metrics', place: 'metrics', tab: 'Grid', load: () => import('./metrics/web/page.tsx') },
  {
    path: '/metrics/definitions',
    place: 'metrics',
    tab: 'Definitions',
    load: () => import('./metrics/web/definitions-page.tsx'),
  },
  { path: '/metrics/baseline', place: 'metrics', tab: 'Baseline', load: () => import('./baseline/web/page.tsx') },
  {
    path: '/metrics/rep-maths',
    place: 'metrics',
    tab: 'Rep maths',
    load: () => import('./baseline/web/rep-maths-page.tsx'),
  },
  { path: '/metrics/$metricId', place: 'metrics', load: () => import('./metrics/web/metric-page.tsx') },
  { path: '/team/people', place: 'team', tab: 'People', load: () => import('./people/web/page.tsx') },
  { path: '/team/contrast', place: 'team', tab: 'Contrast', load: () => import('./people/web/contrast-page.tsx') },
  { path: '/team/people/$personId', place: 'team', load: () => import('./people/web/person-page.tsx') },
  { path: '/team/ramp', place: 'team', tab: 'Ramp', load: () => import('./ramp/web/page.tsx') },
  { path: '/team/org', place: 'team', tab: 'Org', load: () => import('./org/web/page.tsx') },
  { path: '/accounts', place: 'accounts', tab: 'Accounts', load: () => import('./accounts/web/page.tsx') },
  {
    path: '/accounts/contacts',
    place: 'accounts',
    tab: 'Contacts',
    load: () => import('./accounts/web/contacts-page.tsx'),
  },
  { path: '/accounts/$accountId', place: 'accounts', load: () => import('./accounts/web/account-page.tsx') },
  {
    path: '/sources',
    place: 'sources',
    tab: 'Imports',
    permission: 'imports.manage',
    load: () => import('./sources/web/page.tsx'),
  },
  {
    path: '/sources/mine',
    place: 'sources',
    tab: 'My mail and calendar',
    load: () => import('./activity-upload/web/page.tsx'),
  },
  { path: '/sources/mine/$importId', place: 'sources', load: () => import('./activity-upload/web/upload-page.tsx') },
  {
    path: '/sources/$importId',
    place: 'sources',
    permission: 'imports.manage',
    load: () => import('./sources/web/import-page.tsx'),
  },
  { path: '/settings', place: 'settings', tab: 'General', load: () => import('./settings/web/page.tsx') },
  { path: '/settings/goals', place: 'settings', tab: 'Goals', load: () => import('./settings/web/goals-page.tsx') },
  {
    path: '/settings/calendars',
    place: 'settings',
    tab: 'Calendars',
    load: () => import('./settings/web/calendars-page.tsx'),
  },
  {
    path: '/settings/pipelines',
    place: 'settings',
    tab: 'Pipelines',
    load: () => import('./settings/web/pipelines-page.tsx'),
  },
  { path: '/settings/rates', place: 'settings', tab: 'Rates', load: () => import('./settings/web/rates-page.tsx') },
  {
    path: '/settings/members',
    place: 'settings',
    tab: 'Members',
    permission: 'members.manage',
    load: () => import('./members/web/page.tsx'),
  },
  {
    path: '/settings/mail',
    place: 'settings',
    tab: 'Mail',
    permission: 'settings.manage',
    load: () => import('./settings/web/mail-page.tsx'),
  },
  {
    path: '/settings/audit',
    place: 'settings',
    tab: 'Audit',
    permission: 'settings.manage',
    load: () => import('./settings/web/audit-page.tsx'),
  },
  { path: '/me', place: 'settings', tab: 'Me', load: () => import('./me/web/page.tsx') },
  { path: '/gallery', place: 'settings', permission: 'settings.manage', load: () => import('./gallery/web/page.tsx') },
]

/** What opens over a page by its name in the address. */
export const drawers: readonly DrawerEntry[] = [
  { id: 'org-person', load: () => import('./org/web/person-drawer.tsx') },
  { id: 'org-team', load: () => import('./org/web/team-drawer.tsx') },
  { id: 'org-leaver', load: () => import('./org/web/leaver-drawer.tsx') },
  { id: 'deal', load: () => import('./deals/web/deal-drawer.tsx') },
  { id: 'person', load: () => import('./people/web/person-drawer.tsx') },
  { id: 'receipt', load: () => import('./receipts/web/receipt-drawer.tsx') },
  { id: 'account', load: () => import('./accounts/web/account-drawer.tsx') },
  { id: 'contact', load: () => import('./accounts/web/contact-drawer.tsx') },
]
