import * as z from 'zod'
import { procedure } from '../procedure.ts'

const tags = ['Saved views']

/** Where a list lives: `deals`. */
const placeSchema = z.string().regex(/^[a-z-]{1,40}$/)

const searchSchema = z
  .record(z.string().max(40), z.string().max(500))
  .refine((search) => Object.keys(search).length <= 40, 'too many parts')

const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** the part of the address that makes the list */
  search: z.record(z.string(), z.string()),
  shared: z.boolean(),
  /** whether the reader may change and remove it */
  own: z.boolean(),
})

export const viewsContract = {
  list: procedure('deals.read')
    .route({ method: 'GET', path: '/saved-views', summary: 'Saved views of a list: own and shared ones', tags })
    .input(z.object({ place: placeSchema }))
    .output(z.object({ views: z.array(savedViewSchema) })),
  save: procedure('deals.read')
    .route({
      method: 'PUT',
      path: '/saved-views/{id}',
      summary: 'Save a view; sharing it asks for lists.share',
      tags,
    })
    .input(
      z.object({
        /** made by the caller, so that a call sent twice saves one */
        id: z.uuid(),
        place: placeSchema,
        name: z.string().trim().min(1).max(100),
        search: searchSchema,
        shared: z.boolean().default(false),
      }),
    )
    .output(z.object({ id: z.string() })),
  remove: procedure('deals.read')
    .route({ method: 'DELETE', path: '/saved-views/{id}', summary: 'Remove a saved view', tags })
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ id: z.string() })),
}
