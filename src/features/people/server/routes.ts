import { implement } from '@orpc/server'
import type { Reader } from '#services/metrics/points.ts'
import type { Call } from '../../implement.ts'
import { peopleContract } from '../contract.ts'
import { readContrastPage } from './contrast.ts'
import { readPeople } from './people.ts'
import { readProfile } from './profile.ts'

const os = implement(peopleContract).$context<Call>()

const reader = (call: Call): Reader => ({ ctx: call.ctx(), answers: call.server.answers })

export const peopleRoutes = os.router({
  contrast: os.contrast.handler(({ context, input }) => readContrastPage(reader(context), input)),
  list: os.list.handler(({ context, input }) => readPeople(context.ctx(), input)),
  profile: os.profile.handler(({ context, input }) => readProfile(reader(context), input)),
})
