import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatMoment, formatSpan, formatTime } from '#ui/format/time.ts'
import { Frame, type RailItem } from '#ui/frame/frame.tsx'
import { PlaceTabs } from '#ui/frame/page-head.tsx'
import { PeriodPicker } from '#ui/frame/period-picker.tsx'
import { ScopePicker } from '#ui/frame/scope-picker.tsx'
import { AsOf, LiveDot } from '#ui/frame/status.tsx'
import { useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from './api.tsx'
import { DrawerHost } from './drawer-host.tsx'
import { isSignedOut, messageOf } from './failure.ts'
import { useLive } from './live.tsx'
import { MeMenu } from './me-menu.tsx'
import { pages } from './pages.ts'
import { PLACES } from './places.tsx'
import { PinnedClock } from './pinned-clock.tsx'
import { scopeChoices } from './scope-choices.tsx'
import type { Me } from './session/contract.ts'
import type { Workspace } from './settings/contract.ts'
import { scopeFromText, scopeToText } from './scope-text.ts'
import { FrameContext, useView } from './view.tsx'

/** Lets in who is signed in; everyone else goes to the sign-in page and comes back to the same address. */
export function AppFrame() {
  const api = useApi()
  const session = useQuery(api.session.me.queryOptions({ staleTime: Infinity }))
  const router = useRouter()
  const signedIn = session.data?.user != null
  const workspace = useQuery(api.settings.workspace.queryOptions({ enabled: signedIn }))
  const signedOut = session.data?.user === null || isSignedOut(workspace.error)
  useEffect(() => {
    if (!signedOut) return
    void router.navigate({ to: '/sign-in', search: { next: router.state.location.href }, replace: true })
  }, [signedOut, router])
  if (session.isError && !session.data)
    return <Failure message={messageOf(session.error)} onRetry={() => void session.refetch()} />
  if (signedOut) return <Loading />
  if (workspace.isError && !workspace.data) {
    return <Failure message={messageOf(workspace.error)} onRetry={() => void workspace.refetch()} />
  }
  if (!session.data?.user || !workspace.data) return <Loading />
  return <SignedIn me={session.data.user} workspace={workspace.data} cursor={session.data.cursor} />
}

function SignedIn({ me, workspace, cursor }: { me: Me; workspace: Workspace; cursor: string }) {
  const value = useMemo(() => ({ me, workspace }), [me, workspace])
  return (
    <FrameContext value={value}>
      <FramedPage me={me} workspace={workspace} cursor={cursor} />
    </FrameContext>
  )
}

function FramedPage({ me, workspace, cursor }: { me: Me; workspace: Workspace; cursor: string }) {
  const view = useView()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  useFocusOnArrival(path)
  const topics = allows(me.level, 'imports.manage') ? 'figures,goals,clock,board,import' : 'figures,goals,clock,board'
  const live = useLive({ topics, after: cursor })
  const search = { scope: scopeToText(view.scope), period: view.period }

  const visible = useMemo(
    () => pages.filter((page) => !page.permission || allows(me.level, page.permission)),
    [me.level],
  )
  const here = visible.find((page) => matches(page.path, path))
  const tabs = visible.filter((page) => page.tab && page.place === here?.place)
  const items: RailItem[] = PLACES.flatMap((place) => {
    const page = visible.find((candidate) => candidate.place === place.id)
    return page ? [{ ...place, to: page.path, current: place.id === here?.place, foot: 'foot' in place }] : []
  })

  const shortcuts = useMemo(
    () => [
      ...PLACES.flatMap((place) => {
        const page = visible.find((candidate) => candidate.place === place.id)
        const run = () => void navigate({ to: page?.path ?? '/', search: (before: object) => before })
        return page ? [{ keys: `g ${place.key}`, label: `Go to ${place.label}`, run }] : []
      }),
      { keys: '[', label: 'Previous period', run: view.stepBack },
      { keys: ']', label: 'Next period', run: view.stepForward },
    ],
    [navigate, view, visible],
  )
  useShortcuts(shortcuts)

  const { clock, org, dataAt } = workspace
  return (
    <Frame
      items={items}
      search={search}
      banner={clock.pinnedAt === null ? null : <PinnedClock clock={clock} zone={org.zone} level={me.level} />}
      pickers={
        <>
          <ScopePicker
            choices={scopeChoices(workspace.scopes)}
            value={scopeToText(view.scope)}
            onChange={(text) => view.setScope(scopeFromText(text) ?? workspace.homeScope)}
          />
          <PeriodPicker
            value={view.period}
            calendar={workspace.org.calendar}
            today={workspace.clock.today}
            onChange={view.setPeriod}
            onBack={view.stepBack}
            onForward={view.stepForward}
          />
        </>
      }
      status={
        <>
          <LiveDot state={live} />
          <AsOf
            time={formatTime(clock.now, org.zone)}
            moment={formatMoment(clock.now, org.zone)}
            age={staleAge(clock.now, dataAt)}
          />
        </>
      }
      me={<MeMenu me={me} />}
    >
      <PlaceTabs
        place={PLACES.find((place) => place.id === here?.place)?.label ?? ''}
        tabs={tabs.map((page) => ({ label: page.tab ?? '', to: page.path, current: page === here }))}
        search={search}
      />
      <Outlet />
      <DrawerHost />
    </Frame>
  )
}

/** A new page is read from its beginning: the keyboard and the screen reader go there, the first page of all is left alone. */
function useFocusOnArrival(path: string) {
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    document.getElementById('page')?.focus({ preventScroll: true })
  }, [path])
}

const STALE_MS = 24 * 3_600_000

/** How old the data is, once that is worth saying. */
function staleAge(now: number, dataAt: number | null): string | undefined {
  return dataAt !== null && now - dataAt > STALE_MS ? formatSpan(now - dataAt) : undefined
}

/** Whether an address belongs to a page; `$name` stands for any one part. */
function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const parts = path.split('/')
  return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('$') || part === parts[at])
}
