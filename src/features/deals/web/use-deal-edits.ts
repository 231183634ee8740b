import type { QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { DealSearch } from '#domain/deal/list.ts'
import { useApi } from '../../api.tsx'
import { newEditId } from '../../edit-id.ts'
import { useEdits } from '../../edits.tsx'
import type { Scope } from '../../scope.ts'
import { useFrame } from '../../view.tsx'
import type { DealEditInput, DealRow } from '../contract.ts'
import { DEAL_FIELDS } from '#domain/deal/field-names.ts'
import { createdWords, editWords, manyWords, outcomesWords, outcomeWords } from './words.ts'

/** A stage as a form offers it. */
export interface StageChoice {
  readonly id: string
  readonly name: string
  readonly kind: 'open' | 'won' | 'lost'
  readonly pipelineId: string
}

/** Names for ids that an edit sets, so that it shows at once. */
export interface Shown {
  readonly stage?: StageChoice
  readonly owner?: string | null
  readonly account?: string | null
}

/** What an inline edit needs of a deal: the values it shows. */
export type EditedDeal = Pick<
  DealRow,
  | 'id'
  | 'name'
  | 'stageId'
  | 'ownerId'
  | 'amount'
  | 'currency'
  | 'closeDate'
  | 'nextStep'
  | 'nextStepDate'
  | 'reason'
  | 'status'
  | 'pipelineId'
  | 'accountId'
  | 'type'
  | 'segment'
>

/** A list as the server is asked for it. */
export interface DealListQuestion {
  readonly search: DealSearch
  readonly scope: Scope
}

export type ListedChange = { readonly edit: DealEditInput } | { readonly won: boolean; readonly reason: string | null }

type From = string | undefined

/** Every edit of deals on these screens: shown at once, taken back by U, told where someone else was faster. */
export function useDealEdits() {
  const api = useApi()
  const edit = useEdits()
  const { workspace } = useFrame()
  const { today } = workspace.clock
  return useMemo(() => {
    const applyTo = (patches: ReadonlyMap<string, Partial<DealRow>>) => (queries: QueryClient) =>
      patchDeals(queries, api, patches)

    function editOne(deal: EditedDeal, change: DealEditInput, shown: Shown = {}, from?: From): void {
      const base = baseOf(deal, change)
      const [field = ''] = Object.keys(change)
      const input = { dealId: deal.id, edit: change, base, ...(from !== undefined && { from }) }
      // what was corrected or dated is taken back the same way
      const back = { dealId: deal.id, edit: base, base: change, ...(from !== undefined && { from }) }
      edit({
        label: editWords(deal.name, DEAL_FIELDS[field] ?? field),
        call: ['deals.edit', input],
        undo: ['deals.edit', back],
        ...(isNow(from, today) && { apply: applyTo(new Map([[deal.id, shownPatch(change, shown)]])) }),
      })
    }

    /** One of the fields that the CRM of this organisation has beyond the usual ones; an empty text empties it. */
    function editOwn(deal: EditedDeal, field: string, value: string, before: string, from?: From): void {
      const dated = from === undefined ? {} : { from }
      edit({
        label: editWords(deal.name, field),
        call: ['deals.edit', { dealId: deal.id, edit: { custom: { [field]: value } }, ...dated }],
        undo: ['deals.edit', { dealId: deal.id, edit: { custom: { [field]: before } }, ...dated }],
      })
    }

    function editMany(deals: readonly EditedDeal[], change: DealEditInput, label: string, shown: Shown = {}): void {
      const edits = deals.map((deal) => ({ dealId: deal.id, edit: change, base: baseOf(deal, change) }))
      edit({
        label,
        call: ['deals.editMany', { edits }],
        undo: ['deals.editMany', { edits: edits.map(({ dealId, base }) => ({ dealId, edit: base, base: change })) }],
        apply: applyTo(new Map(deals.map(({ id }) => [id, shownPatch(change, shown)]))),
      })
    }

    /** Every deal of a list, however many there are: the server goes through them, and tells how far it is. */
    function editListed(list: DealListQuestion, change: ListedChange, label: string): void {
      const editId = newEditId()
      edit({
        label,
        call: ['deals.editListed', { editId, ...list, change }],
        undo: ['deals.undoListed', { editId }],
      })
    }

    /** The stage of an outcome stands in the deal's own pipeline. */
    function decide(
      deals: readonly EditedDeal[],
      won: boolean,
      reason: string | null,
      stages: readonly StageChoice[],
    ): void {
      const kind = won ? 'won' : 'lost'
      const decided = deals.flatMap((deal) => {
        const stage =
          stages.find((one) => one.kind === kind && one.pipelineId === deal.pipelineId) ??
          stages.find((one) => one.kind === kind)
        return stage ? [{ deal, stage, change: { stageId: stage.id, reason, closeDate: today } }] : []
      })
      const [first, ...others] = decided
      if (first === undefined) return
      const edits = decided.map(({ deal, change }) => ({ dealId: deal.id, edit: change, base: baseOf(deal, change) }))
      edit({
        label: others.length > 0 ? outcomesWords(decided.length, won) : outcomeWords(first.deal.name, won),
        call: ['deals.editMany', { edits }],
        undo: [
          'deals.editMany',
          { edits: edits.map((one) => ({ dealId: one.dealId, edit: one.base, base: one.edit })) },
        ],
        apply: applyTo(new Map(decided.map(({ deal, change, stage }) => [deal.id, shownPatch(change, { stage })]))),
      })
    }

    function create(fields: DealEditInput & { name: string }, onSaved?: (dealId: string) => void): void {
      const dealId = newEditId()
      edit({
        label: createdWords(fields.name),
        call: ['deals.create', { ...fields, dealId }],
        undo: ['deals.remove', { dealId }],
        onSaved: () => onSaved?.(dealId),
      })
    }

    return { editOne, editOwn, editMany, editListed, decide, create, manyWords }
  }, [api, edit, today])
}

/** The values that the editor sees in the fields that change. */
export function baseOf(deal: EditedDeal, change: DealEditInput): DealEditInput {
  return Object.fromEntries(
    Object.keys(change).flatMap((field) => (field in deal ? [[field, deal[field as keyof EditedDeal]]] : [])),
  )
}

function isNow(from: From, today: string): boolean {
  return from === undefined || from === 'correction' || from <= today
}

function shownPatch(change: DealEditInput, { stage, owner, account }: Shown): Partial<DealRow> {
  return {
    ...(change as Partial<DealRow>),
    ...(stage && { stage: stage.name, stageId: stage.id, pipelineId: stage.pipelineId, status: stage.kind }),
    ...(account !== undefined && { account }),
    ...(owner !== undefined && { owner, creditedId: change.ownerId ?? null }),
  }
}

/** Writes what is expected into every list and drawer that shows the deals. */
function patchDeals(
  queries: QueryClient,
  api: ReturnType<typeof useApi>,
  patches: ReadonlyMap<string, Partial<DealRow>>,
): void {
  queries.setQueriesData<{ rows: DealRow[] }>({ queryKey: api.deals.board.key() }, (board) =>
    board?.rows.some(({ id }) => patches.has(id))
      ? { ...board, rows: board.rows.map((row) => ({ ...row, ...patches.get(row.id) })) }
      : board,
  )
  queries.setQueriesData<{ deal: DealRow }>({ queryKey: api.deals.get.key() }, (detail) =>
    detail && patches.has(detail.deal.id)
      ? { ...detail, deal: { ...detail.deal, ...patches.get(detail.deal.id) } }
      : detail,
  )
}
