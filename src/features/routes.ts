import { membersRoutes } from './members/server/routes.ts'
import { sessionRoutes } from './session/server/routes.ts'

/** What answers each procedure of `contract.ts`, one feature a line. */
export const routes = {
  session: sessionRoutes,
  members: membersRoutes,
}
