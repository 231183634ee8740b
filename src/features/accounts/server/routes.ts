import { implement } from '@orpc/server'
import { createAccount, editAccount, removeAccount } from '#services/accounts/write-account.ts'
import { createContact, editContact, removeContact } from '#services/contacts/write-contact.ts'
import type { Call } from '../../implement.ts'
import { accountsContract } from '../contract.ts'
import { readAccount } from './account.ts'
import { readContact, readContacts } from './contacts.ts'
import { readAccounts, readChoices } from './list.ts'

const os = implement(accountsContract).$context<Call>()

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Fields that were sent: an absent one stays as it is, `null` empties it. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
}

export const accountsRoutes = os.router({
  list: os.list.handler(({ context, input }) => readAccounts(context.ctx(), input)),
  choices: os.choices.handler(({ context, input }) => readChoices(context.ctx(), input)),
  get: os.get.handler(({ context, input }) => readAccount(context.ctx(), input)),
  create: os.create.handler(({ context, input }) => createAccount(context.ctx(), present(input))),
  edit: os.edit.handler(({ context, input }) =>
    editAccount(context.ctx(), {
      accountId: input.accountId,
      edit: present(input.edit),
      ...(input.base !== undefined && { base: present(input.base) }),
      ...(input.from !== undefined && { from: input.from }),
    }),
  ),
  remove: os.remove.handler(({ context, input }) => removeAccount(context.ctx(), input)),
  contacts: {
    list: os.contacts.list.handler(({ context, input }) => readContacts(context.ctx(), input)),
    get: os.contacts.get.handler(({ context, input }) => readContact(context.ctx(), input)),
    create: os.contacts.create.handler(({ context, input }) => createContact(context.ctx(), present(input))),
    edit: os.contacts.edit.handler(({ context, input }) =>
      editContact(context.ctx(), {
        contactId: input.contactId,
        edit: present(input.edit),
        ...(input.from !== undefined && { from: input.from }),
      }),
    ),
    remove: os.contacts.remove.handler(({ context, input }) => removeContact(context.ctx(), input)),
  },
})
