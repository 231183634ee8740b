import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatMoment, formatSpan, formatTime } from '#ui/format/time.ts'
import { setReader } from '#ui/format/reader.ts'
import { Frame, type RailItem } from '#ui/frame/frame.tsx'
import { PlaceTabs } from '#ui/frame/page-head.tsx'
import { PeriodPicker } from '#ui/frame/period-picker.tsx'
import { ScopePicker } from '#ui/frame/scope-picker.tsx'
import { AsOf, LiveDot } from '#ui/frame/status.tsx'
import { useKeyboard, useShortcuts } from '#ui/keyboard/keyboard.tsx'
import { focusFilter, openReceipt, stepRow } from '#ui/keyboard/rows.ts'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from './api.tsx'
import { DemoBanner } from './demo-banner.tsx'
import { DrawerHost, loadsOfDrawers } from './drawer-host.tsx'
import { EditChip } from './edit-chip.tsx'
import { EditsProvider } from './edits.tsx'
import { isSignedOut, messageOf } from './failure.ts'
import { ConsentAsk } from './consent-ask.tsx'
import { useLive } from './live.tsx'
import { MeItems, MeMenu } from './me-menu.tsx'
import { useOpenFound } from './open-found.tsx'
import { type PageEntry, pages } from './pages.ts'
import { loadPalette, PaletteProvider, usePalette, type PaletteItem } from './palette.tsx'
import { loadWhenIdle } from './part.tsx'
import { type Place, PLACES } from './places.tsx'
import type { Preferences } from './preferences.ts'
import { PageForOthers } from './no-such-page.tsx'
import { PinnedClock } from './pinned-clock.tsx'
import { scopeChoices } from './scope-choices.tsx'
import type { Me } from './session/contract.ts'
import type { Workspace } from './settings/contract.ts'
import { scopeFromText, scopeToText } from './scope-text.ts'
import { FrameContext, useFrame, useTravel, useView } from './view.tsx'

/** Lets in who is signed in; everyone else goes to the sign-in page and comes back to the same address. */
export function AppFrame() {
  const api = useApi()
  const session = useQuery(api.session.me.queryOptions({ staleTime: Infinity }))
  const router = useRouter()
  // asked together: who is signed in mostly is
  const workspace = useQuery(api.settings.workspace.queryOptions({ enabled: session.data?.user !== null }))
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
  const drawn = usePreferences(me.preferences)
  const openFound = useOpenFound()
  useEffect(() => {
    void loadWhenIdle([...loadsOfDrawers, loadPalette, ...pages.map(({ load }) => load)])
  }, [])
  return (
    <FrameContext value={value}>
      <EditsProvider userId={me.userId}>
        <ScopedPalette openFound={openFound}>
          <FramedPage key={drawn} cursor={cursor} />
        </ScopedPalette>
      </EditsProvider>
    </FrameContext>
  )
}

/** Takes up what the user prefers; answers with a text that changes where everything is to be drawn again. */
function usePreferences({ theme, shortcuts, locale, zone }: Preferences): string {
  const { setColorScheme } = useMantineColorScheme()
  const { setEnabled } = useKeyboard()
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme)
  }, [theme, setColorScheme])
  useEffect(() => {
    if (shortcuts !== undefined) setEnabled(shortcuts)
  }, [shortcuts, setEnabled])
  // before the first format of this drawing, not after it
  setReader({ locale: locale ?? null, zone: zone ?? null })
  return `${locale ?? ''} ${zone ?? ''}`
}

/** The palette with the places, pages, teams and people that the viewer may open. */
function ScopedPalette({ openFound, children }: { openFound: ReturnType<typeof useOpenFound>; children: ReactNode }) {
  const { workspace } = useFrame()
  const { setScope } = useView()
  const { visible, places, go } = usePages()
  const items = useMemo((): PaletteItem[] => {
    const toPages = visible.flatMap((page) => {
      const place = PLACES.find(({ id }) => id === page.place)
      const first = places.get(page.place) === page
      if (!place || (!first && !page.tab)) return []
      const label = page.tab ? `${place.label} / ${page.tab}` : place.label
      const keys = first ? { keys: `g ${place.key}` } : {}
      return [{ id: page.path, label, group: 'Places', ...keys, run: () => go(page.path) }]
    })
    const toScopes = scopeChoices(workspace.scopes).map(({ value, label, group }) => {
      const scope = scopeFromText(value) ?? workspace.homeScope
      const opened = scope.kind === 'person' ? openFound(scope) : null
      return { id: value, label, group, run: opened ?? (() => setScope(scope)) }
    })
    return [...toPages, ...toScopes]
  }, [visible, places, go, workspace, openFound, setScope])
  return (
    <PaletteProvider items={items} openFound={openFound}>
      {children}
    </PaletteProvider>
  )
}

/** The pages that the viewer may open, the first one of every place that shows, and the way there. */
function usePages() {
  const { me, workspace } = useFrame()
  const navigate = useNavigate()
  const search = useTravel()
  const alone = sellsAlone(me, workspace)
  return useMemo(() => {
    const shown = new Set<string>(PLACES.filter((place: Place) => !alone || place.alone).map(({ id }) => id))
    const visible = pages.filter((page) => !page.permission || allows(me.level, page.permission))
    const places = new Map<string, PageEntry>()
    for (const page of visible) if (shown.has(page.place) && !places.has(page.place)) places.set(page.place, page)
    return { visible, places, go: (to: string) => void navigate({ to, search }) }
  }, [me.level, alone, navigate, search])
}

/** Whoever sees everybody and sees nobody else needs few places: the others come with the second person. */
function sellsAlone(me: Me, workspace: Workspace): boolean {
  const seesAll = me.level === 'owner' || me.level === 'admin'
  return seesAll && workspace.scopes.filter(({ scope }) => scope.kind === 'person').length <= 1
}

function FramedPage({ cursor }: { cursor: string }) {
  const { me, workspace } = useFrame()
  const view = useView()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const palette = usePalette()
  useFocusOnArrival(path)
  const topics = allows(me.level, 'imports.manage') ? 'figures,goals,clock,board,import' : 'figures,goals,clock,board'
  const live = useLive({ topics, after: cursor })
  const search = useTravel()

  const { visible, places, go } = usePages()
  usePlacesAhead(places)
  const here = visible.find((page) => matches(page.path, path))
  const denied = here === undefined && pages.some((page) => matches(page.path, path))
  const tabs = visible.filter((page) => page.tab && page.place === here?.place)
  const items: RailItem[] = PLACES.flatMap((place: Place) => {
    const page = places.get(place.id)
    const { id, label, icon } = place
    const marks = { current: id === here?.place, foot: place.foot === true, bar: place.bar === true }
    return page ? [{ id, label, icon, to: page.path, ...marks }] : []
  })

  const shortcuts = useMemo(
    () => [
      ...PLACES.flatMap((place) => {
        const page = places.get(place.id)
        return page ? [{ keys: `g ${place.key}`, label: `Go to ${place.label}`, run: () => go(page.path) }] : []
      }),
      { keys: '[', label: 'Previous period', run: view.stepBack },
      { keys: ']', label: 'Next period', run: view.stepForward },
      { keys: 'j', label: 'Next row', run: () => stepRow(1) },
      { keys: 'k', label: 'Row before', run: () => stepRow(-1) },
      { keys: 'r', label: 'Receipt of the row or the page', run: openReceipt },
      { keys: '/', label: 'Filter', run: focusFilter },
    ],
    [places, go, view],
  )
  useShortcuts(shortcuts)

  const { clock, org, dataAt } = workspace
  return (
    <Frame
      items={items}
      search={search}
      onFind={palette.open}
      banner={
        <>
          {clock.pinnedAt === null ? null : <PinnedClock clock={clock} zone={org.zone} level={me.level} />}
          <DemoBanner level={me.level} />
          {sellsAlone(me, workspace) ? null : <ConsentAsk />}
        </>
      }
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
          <EditChip zone={org.zone} />
          <LiveDot state={live} />
          <AsOf
            time={formatTime(clock.now, org.zone)}
            moment={formatMoment(clock.now, org.zone)}
            age={staleAge(clock.now, dataAt)}
          />
        </>
      }
      me={<MeMenu me={me} />}
      more={<MeItems me={me} />}
    >
      <PlaceTabs
        place={PLACES.find((place) => place.id === here?.place)?.label ?? ''}
        tabs={tabs.map((page) => ({ label: page.tab ?? '', to: page.path, current: page === here }))}
        search={search}
      />
      {denied ? <PageForOthers /> : <Outlet />}
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

const AHEAD_MS = 1500

/** Once the first page stands, the others are fetched, so that a place is there when its key is pressed. */
function usePlacesAhead(places: ReadonlyMap<string, PageEntry>) {
  useEffect(() => {
    const timer = setTimeout(() => [...places.values()].forEach((page) => void page.load()), AHEAD_MS)
    return () => clearTimeout(timer)
  }, [places])
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
