import { chance, poisson } from './draw.ts'
import { writeHistory, type Entry } from './history.ts'
import { addressOf, companyName, personName } from './names.ts'
import { titleOf } from './catalogue.ts'
import type { Sink } from './sink.ts'
import type { Person } from './persons.ts'
import { stream } from './streams.ts'
import { isCut, type World } from './world.ts'

export interface Contact {
  readonly id: string
  readonly name: string
  readonly email: string
}

export interface Account {
  readonly id: string
  readonly name: string
  readonly contacts: readonly Contact[]
}

export interface AccountFacts {
  readonly key: readonly number[]
  readonly parent: string | null
  readonly segment: string
  readonly source: string
  readonly country: string
}

/** An account and its stakeholders; the row of the account is written later, when its last owner is known. */
export function newAccount(
  world: World,
  sink: Sink,
  owner: Person,
  { key, source }: AccountFacts,
  metAt: number,
): Account {
  const { seed, stakeholders } = world.scenario
  const draw = stream(seed, 'account', ...key)
  const { name, domain } = companyName(draw)
  const id = `a${key.join('x')}`
  const many = 1 + poisson(draw, stakeholders - 1)
  const contacts = Array.from({ length: many }, (_, index) => {
    const contact = personName(draw)
    const { title, level } = titleOf(draw, index === 0)
    const row = { id: `c${key.join('x')}n${index + 1}`, name: contact, email: addressOf(contact, domain) }
    if (isCut(world, metAt)) {
      sink.row('contacts', [row.id, contact, row.email, null, title, id, owner.id, source, level])
    }
    return row
  })
  return { id, name, contacts }
}

/** Writes an account as it stands, with the history of its owner and type; nothing where nothing of it is in the window. */
export function writeAccount(
  world: World,
  sink: Sink,
  account: Account,
  facts: AccountFacts,
  entries: readonly Entry[],
): void {
  const { seed, quality } = world.scenario
  const held = writeHistory(world, sink, 'account-history', account.id, entries)
  if (held === null) return
  const { name, domain, industry } = companyName(stream(seed, 'account', ...facts.key))
  const row = (id: string, shown: string) =>
    sink.row('accounts', [
      id,
      shown,
      facts.parent,
      held['Owner']!,
      held['Type']!,
      industry,
      facts.segment,
      `https://${domain}`,
      facts.country,
      facts.source,
    ])
  row(account.id, name)
  // the same company entered by somebody else, in capitals
  if (!chance(stream(seed, 'account-twice', ...facts.key), quality.duplicates)) return
  row(`${account.id}b`, name.toUpperCase())
  sink.line('truth-accounts', `${JSON.stringify({ id: `${account.id}b`, duplicateOf: account.id })}\n`)
}
