import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { ListKey } from '../../../server/tickets/contract.ts'
import { Refused } from '../../kit/http.ts'
import { SignIn } from '../account/SignIn.tsx'
import { Inbox } from '../inbox/Inbox.tsx'
import { asView, lastView } from '../inbox/views.ts'
import { Shell } from '../shell/Shell.tsx'
import { Broken, NotFound } from './Broken.tsx'
import { meQuery, queryClient } from './queries.ts'
import { parts } from './parts.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: (search): { next?: string } =>
    typeof search['next'] === 'string' && isOwnPath(search['next']) ? { next: search['next'] } : {},
})
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot', component: lazyRouteComponent(parts.forgot) })
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome/$token',
  component: lazyRouteComponent(parts.welcome),
})

/** Everything behind the sign-in. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  component: Shell,
  async beforeLoad({ location }) {
    try {
      await queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (error instanceof Refused && error.code === 'not_signed_in')
        throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
      throw error
    }
  },
})
const toInbox = () => redirect({ to: '/inbox/$view', params: { view: lastView() } })
const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: () => {
    throw toInbox()
  },
})
const inboxHome = createRoute({
  getParentRoute: () => desk,
  path: '/inbox',
  beforeLoad: () => {
    throw toInbox()
  },
})
export const inboxRoute = createRoute({
  getParentRoute: () => desk,
  path: '/inbox/$view',
  component: Inbox,
  params: { parse: ({ view }): { view: ListKey } => ({ view: asView(view) }), stringify: ({ view }) => ({ view }) },
})
const conversation = createRoute({ getParentRoute: () => inboxRoute, path: '$conversationId', component: () => null })

const contacts = createRoute({
  getParentRoute: () => desk,
  path: '/contacts',
  component: lazyRouteComponent(parts.contacts),
})
const contact = createRoute({ getParentRoute: () => contacts, path: '$contactId', component: () => null })
const organizations = createRoute({ getParentRoute: () => contacts, path: 'organizations', component: () => null })
const organization = createRoute({
  getParentRoute: () => contacts,
  path: 'organizations/$organizationId',
  component: () => null,
})
const satisfaction = createRoute({
  getParentRoute: () => desk,
  path: '/satisfaction',
  component: lazyRouteComponent(parts.satisfaction),
})
const supervision = createRoute({
  getParentRoute: () => desk,
  path: '/team',
  component: lazyRouteComponent(parts.supervision),
})
const whatIf = createRoute({
  getParentRoute: () => desk,
  path: '/what-if',
  component: lazyRouteComponent(parts.whatIf),
})
const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings',
  component: lazyRouteComponent(parts.settings),
})
const settingsPage = createRoute({ getParentRoute: () => settings, path: '$', component: () => null })

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    forgot,
    welcome,
    desk.addChildren([
      home,
      inboxHome,
      inboxRoute.addChildren([conversation]),
      contacts.addChildren([organizations, organization, contact]),
      satisfaction,
      supervision,
      whatIf,
      settings.addChildren([settingsPage]),
    ]),
  ]),
  defaultPreload: false,
  scrollRestoration: false,
})

/** Only a path of this desk: never another site. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])/.test(path)
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
