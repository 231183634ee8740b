import { implement } from '@orpc/server'
import type { Db } from '#db/client.ts'
import type { Call } from '../../implement.ts'
import { createDeal, editDeal, editDeals, removeDeal } from '#services/deals/edit-deal.ts'
import { beginListedEdit, listedEdits, undoListedEdit } from '#services/deals/edit-listed.ts'
import { listDealRows, reportDeals } from '#services/deals/report.ts'
import { dealsContract } from '../contract.ts'
import { type Reader, readBoard } from './board.ts'
import { readChoices } from './choices.ts'
import { withConflicts } from './conflict.ts'
import { readDetail } from './detail.ts'
import { readStages } from './queries.ts'

const os = implement(dealsContract).$context<Call>()

const reader = (call: Call): Reader => ({ ctx: call.ctx(), answers: call.server.answers })

export const dealsRoutes = os.router({
  figures: os.figures.handler(async ({ context, input }) => ({ rows: await reportDeals(context.ctx(), input) })),
  list: os.list.handler(async ({ context, input }) => ({ deals: await listDealRows(context.ctx(), input) })),
  stages: os.stages.handler(async ({ context }) => ({ stages: await readStages(context.ctx()) })),
  board: os.board.handler(({ context, input }) => readBoard(reader(context), input)),
  choices: os.choices.handler(({ context }) => readChoices(context.ctx())),
  get: os.get.handler(({ context, input }) => readDetail(context.ctx(), input)),
  create: os.create.handler(({ context, input }) => createDeal(context.ctx(), present(input))),
  edit: os.edit.handler(async ({ context, input: { from, ...input } }) => {
    const ctx = context.ctx()
    const edit = editOf(input)
    return withConflicts(ctx, edit, () => editDeal(ctx, { ...edit, ...(from !== undefined && { from }) }))
  }),
  editMany: os.editMany.handler(async ({ context, input: { edits: asked, from, base = {} } }) => {
    const ctx = context.ctx()
    const edits = asked.map((one) => editOf({ ...one, base: base[one.dealId] ?? one.base }))
    const write = () => editDeals(ctx, { edits, ...(from !== undefined && { from }) })
    return { changed: (await withConflicts(ctx, edits, write)).length }
  }),
  editListed: os.editListed.handler(({ context, input }) => {
    const { editId, search, scope, change } = input
    const wanted = 'edit' in change ? { edit: present(change.edit) } : change
    return beginListedEdit(context.ctx(), { editId, search, scope, change: wanted }, goOn(context, editId))
  }),
  listedEdits: os.listedEdits.handler(async ({ context }) => ({ edits: await listedEdits(context.ctx()) })),
  undoListed: os.undoListed.handler(async ({ context, input: { editId } }) => {
    await undoListedEdit(context.ctx(), editId, goOn(context, editId))
    return {}
  }),
  remove: os.remove.handler(async ({ context, input }) => {
    await removeDeal(context.ctx(), input.dealId)
    return input
  }),
})

function goOn({ server, ctx }: Call, editId: string) {
  const { orgId } = ctx()
  return (tx: Db) => server.jobs.enqueue('deals.edit-listed', { orgId, editId }, tx)
}

function editOf<T extends object>(input: { dealId: string; edit: T; base?: T | undefined }) {
  const { dealId, edit, base } = input
  return { dealId, edit: present(edit), ...(base !== undefined && { base: present(base) }) }
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Fields that were sent: an absent one leaves the deal as it is, `null` empties it. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
}
