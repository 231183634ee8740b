import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  RouterProvider,
  type AnyRoute,
} from '@tanstack/react-router'
import { Failure, Loading } from '#ui/states/states.tsx'
import { KeyboardProvider } from '#ui/keyboard/keyboard.tsx'
import { LookProvider } from '#ui/theme/provider.tsx'
import { ApiProvider, utilsOf } from './api.tsx'
import { createClient } from './client.ts'
import { isFatal, isSignedOut, messageOf } from './failure.ts'
import { AppFrame } from './frame.tsx'
import { NoSuchPage } from './no-such-page.tsx'
import { pages } from './pages.ts'

const rootRoute = createRootRoute({ component: Outlet })

const frameRoute = createRoute({ getParentRoute: () => rootRoute, id: 'frame', component: AppFrame })

/** A page that is loaded when it is first visited. */
function lazyRoute(parent: AnyRoute, path: string, load: () => Promise<{ Page: React.ComponentType }>): AnyRoute {
  return createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(load, 'Page') })
}

const first = pages[0]?.path ?? '/settings'
const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: () => <Navigate to={first} search={(search: Record<string, string>) => search} replace />,
})

const routeTree = rootRoute.addChildren([
  home,
  lazyRoute(rootRoute, '/sign-in', () => import('./session/web/sign-in-page.tsx')),
  lazyRoute(rootRoute, '/join', () => import('./session/web/join-page.tsx')),
  lazyRoute(rootRoute, '/wall', () => import('./wallboards/web/wall-page.tsx')),
  frameRoute.addChildren([
    ...pages.map((page) => lazyRoute(frameRoute, page.path, page.load)),
    createRoute({ getParentRoute: () => frameRoute, path: '$', component: NoSuchPage }),
  ]),
])

let lastPath = ''

/** A drawer, a filter or another period is still the same page: only another page begins at its own place. */
function isOtherPage(path: string): boolean {
  const other = path !== lastPath
  lastPath = path
  return other
}

const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: ({ location }) => isOtherPage(location.pathname),
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: ({ error, reset }) => <Failure message={messageOf(error)} onRetry={reset} />,
  /** plain strings: `2026` is a period here, not a number */
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search: Record<string, string | undefined>) => {
    const present = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const text = new URLSearchParams(present).toString().replaceAll('%3A', ':')
    return text === '' ? '' : `?${text}`
  },
})

/** A session that ends while someone works leads to the sign-in page, and from there back to the same address. */
function onRefused(error: unknown) {
  if (isSignedOut(error)) void queryClient.invalidateQueries()
}

const queryClient: QueryClient = new QueryClient({
  mutationCache: new MutationCache({ onError: onRefused }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => !isFatal(error) && count < 2,
      placeholderData: (before: unknown) => before,
    },
  },
})

const client = createClient(globalThis.location.origin)

/** Pages of those who are not signed in. */
const OUTSIDE = ['/sign-in', '/join', '/wall']

// what the frame needs is on its way while the page itself is loaded
if (!OUTSIDE.some((path) => globalThis.location.pathname.startsWith(path))) {
  const api = utilsOf(client)
  void queryClient.prefetchQuery(api.session.me.queryOptions({ staleTime: Infinity }))
  void queryClient.prefetchQuery(api.settings.workspace.queryOptions())
}

export function WebApp() {
  return (
    <LookProvider>
      <QueryClientProvider client={queryClient}>
        <ApiProvider client={client}>
          <KeyboardProvider>
            <RouterProvider router={router} />
          </KeyboardProvider>
        </ApiProvider>
      </QueryClientProvider>
    </LookProvider>
  )
}
