import { z } from 'zod'
import { LeadoutError } from '../../errors.ts'
import { spellAt } from '../persons.ts'
import { day, defineEvent } from './event.ts'
import { onlyThe, personOf, span } from './subject.ts'

/** People move to another team from a day on, under its lead; deals and habits go with them. */
export const reorganisation = defineEvent({
  params: z.strictObject({
    kind: z.literal('reorganisation'),
    from: day,
    moves: z.array(z.strictObject({ person: z.string().regex(/^u\d+$/), team: z.string().regex(/^t\d+$/) })).min(1),
  }),
  plant: (world, { from: on, moves }) => {
    const { from, dates } = span(world, on, undefined)
    return moves.map(({ person: about, team: into }) => {
      const person = personOf(world, about)
      const team = world.staff.teams.find(({ id }) => id === into)
      const held = spellAt(person, from)
      if (team === undefined || held === null) {
        throw new LeadoutError('invalid', `${about} cannot move to ${into}: there is no such team, or nobody to move`)
      }
      const after = person.spells.filter((spell) => spell.from > from).map((spell) => ({ ...spell, team: team.no }))
      person.spells = [
        ...person.spells.filter((spell) => spell.from < from),
        { ...held, from, team: team.no },
        ...after,
      ]
      return { ...onlyThe(person), metric: 'team', size: 1, unit: 'people moved', into, ...dates }
    })
  },
})
