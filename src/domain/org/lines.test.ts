import { expect, it } from 'vitest'
import { lineManagers } from './lines.ts'

const teams = [
  { id: 'sales', parentId: null, managerId: 'vera' },
  { id: 'north', parentId: 'sales', managerId: 'mia' },
  { id: 'pod', parentId: 'north', managerId: null },
]
const member = (id: string, teamId: string | null, managerId: string | null = null) => ({ id, teamId, managerId })

it('a member reports to the own manager, else to the nearest team above that has one, never to oneself', () => {
  const members = [
    member('ana', 'pod'),
    member('bo', 'north', 'olga'),
    member('mia', 'north'),
    member('vera', 'sales'),
    member('zoe', null),
  ]
  expect([...lineManagers(members, teams)]).toEqual([
    ['ana', 'mia'],
    ['bo', 'olga'],
    ['mia', 'vera'],
  ])
})

it('teams in a circle end where they began', () => {
  const circle = [
    { id: 'a', parentId: 'b', managerId: null },
    { id: 'b', parentId: 'a', managerId: null },
  ]
  expect(lineManagers([member('ana', 'a')], circle).size).toBe(0)
})
