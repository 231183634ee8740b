import * as z from 'zod'
import { orgEditSchema } from '#domain/world/edit.ts'
import { procedure } from '../procedure.ts'
import { clockInput, stampSchema } from '../scope.ts'

const tags = ['Organisation']
const editId = z.uuid()

const teamSchema = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  managerId: z.string().nullable(),
  office: z.string().nullable(),
  calendarId: z.string().nullable(),
  zone: z.string().nullable(),
})
export type OrgTeam = z.infer<typeof teamSchema>

const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null where the viewer does not manage the organisation */
  email: z.string().nullable(),
  /** a user of the CRM that is no human */
  notPerson: z.boolean(),
  active: z.boolean(),
  /** null: not employed on this day */
  membership: z
    .object({
      teamId: z.string().nullable(),
      discipline: z.string().nullable(),
      segment: z.string().nullable(),
      level: z.string().nullable(),
      office: z.string().nullable(),
      /** named by the membership itself */
      managerId: z.string().nullable(),
      /** whom the person reports to: the own manager, else the one of the nearest team that has one */
      lineManagerId: z.string().nullable(),
      dottedManagerId: z.string().nullable(),
      roleSince: z.number().nullable(),
    })
    .nullable(),
  /** people who report to this person by the manager line */
  span: z.number().int(),
})
export type OrgPerson = z.infer<typeof personSchema>

const stintSchema = z.object({
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  team: z.string().nullable(),
  discipline: z.string().nullable(),
  segment: z.string().nullable(),
  level: z.string().nullable(),
  manager: z.string().nullable(),
  dottedManager: z.string().nullable(),
  office: z.string().nullable(),
})
export type Stint = z.infer<typeof stintSchema>

export const orgContract = {
  tree: procedure('figures.read')
    .route({ method: 'GET', path: '/org', summary: 'Teams, people and both reporting lines on a day', tags })
    .input(z.object(clockInput))
    .output(stampSchema.extend({ teams: z.array(teamSchema), people: z.array(personSchema) })),
  /** A person's memberships, newest first; reading them is logged for that person. */
  history: procedure('figures.read')
    .route({ method: 'GET', path: '/org/people/{personId}', summary: 'The memberships of one person', tags })
    .input(z.object({ personId: z.uuid() }))
    .output(z.object({ stints: z.array(stintSchema) })),
  edit: procedure('settings.manage')
    .route({ method: 'POST', path: '/org/edits', summary: 'Edit teams, people and memberships', tags })
    .input(z.object({ editId, edits: z.array(orgEditSchema).min(1).max(500) }))
    .output(z.object({ changes: z.number().int() })),
  undo: procedure('goals.write')
    .route({ method: 'DELETE', path: '/org/edits/{editId}', summary: 'Take back an own edit', tags })
    .input(z.object({ editId }))
    .output(z.object({ changes: z.number().int() })),
  leaver: {
    book: procedure('settings.manage')
      .route({ method: 'GET', path: '/org/leavers/{personId}', summary: 'What somebody would leave behind', tags })
      .input(z.object({ personId: z.uuid() }))
      .output(
        z.object({
          deals: z.array(
            z.object({
              dealId: z.string(),
              name: z.string().nullable(),
              account: z.string().nullable(),
              stage: z.string().nullable(),
              closeDate: z.string().nullable(),
              amount: z.number().int().nullable(),
              currency: z.string(),
            }),
          ),
          minor: z.number().int(),
          missing: z.array(z.string()),
          accounts: z.number().int(),
          reports: z.array(z.string()),
          teams: z.array(z.object({ id: z.string(), name: z.string() })),
        }),
      ),
    leave: procedure('settings.manage')
      .route({
        method: 'POST',
        path: '/org/leavers/{personId}',
        summary: 'End an employment, hand over its book',
        tags,
      })
      .input(
        z.object({
          editId,
          personId: z.uuid(),
          lastDay: z.iso.date(),
          to: z.uuid().nullable(),
          except: z.record(z.uuid(), z.uuid()).default({}),
          reportsTo: z.uuid().nullable().default(null),
          /** ends the person's access at once, whatever the last day; undoing the rest does not give it back */
          endSignIn: z.boolean().default(false),
        }),
      )
      .output(z.object({ deals: z.number().int(), accounts: z.number().int() })),
  },
}
