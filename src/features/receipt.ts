import * as z from 'zod'

/**
 * Names one figure on a screen, so that its receipt can be asked for: which provider explains it (`kind`), and what of
 * that provider's figures it is. It fits into an address (`figureToText`), so an open receipt is a link.
 */
export const figureRefSchema = z.object({
  /** a provider of `features/receipts.ts`: `metric`, `deal`, `goal`, `import` ... */
  kind: z.string().min(1).max(40),
  /** what the provider needs to find the figure again; flat, so that it fits an address */
  of: z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean()])),
})
export type FigureRef = z.infer<typeof figureRefSchema>

/** A value with what is needed to write it in the reader's way. */
export const figureValueSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('money'), minor: z.number().nullable(), currency: z.string() }),
  z.object({ type: z.literal('number'), value: z.number().nullable(), unit: z.string().optional() }),
  /** shown as "too few", "4 of 21" or percent (metrics.md Kinds) */
  z.object({ type: z.literal('share'), numerator: z.number(), denominator: z.number() }),
  z.object({ type: z.literal('ratio'), value: z.number().nullable() }),
  z.object({ type: z.literal('date'), date: z.string().nullable() }),
  z.object({ type: z.literal('moment'), at: z.number().nullable() }),
  z.object({ type: z.literal('text'), text: z.string() }),
])
export type FigureValue = z.infer<typeof figureValueSchema>

const cellSchema = z.union([figureValueSchema, z.null()])

/** The rows behind a figure: every one of them is found here, in pages, and `total` is what they add up to. */
export const receiptRowsSchema = z.object({
  columns: z.array(z.object({ id: z.string(), label: z.string(), numeric: z.boolean() })),
  rows: z.array(
    z.object({
      id: z.string(),
      cells: z.array(cellSchema),
      /** what the row opens: a drawer of `features/drawers.tsx` and its id */
      opens: z.object({ drawer: z.string(), id: z.string() }).nullable(),
    }),
  ),
  /** all rows there are, not only this page's */
  count: z.number().int(),
  /** what all rows add up to, in the receipt's own value; null where a figure is no sum of rows (a median) */
  total: figureValueSchema.nullable(),
})
export type ReceiptRows = z.infer<typeof receiptRowsSchema>

export const receiptSchema = z.object({
  title: z.string(),
  value: figureValueSchema,
  /** the formula in words, one sentence or two */
  words: z.string(),
  /** the terms of the formula, each with a receipt of its own where it has one */
  parts: z.array(z.object({ label: z.string(), value: figureValueSchema, ref: figureRefSchema.nullable() })),
  /** whole local days, both included; null for a figure of one instant or of no time */
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  asOf: z.number(),
  /** null: as it was, by what is known now */
  knownAt: z.number().nullable(),
  sources: z.array(z.object({ name: z.string(), at: z.number().nullable() })),
  /** how many rows stand behind it; null where counting rows says nothing */
  n: z.number().int().nullable(),
  /** who can see this figure, in a sentence */
  audience: z.string(),
  /** what a reader must know: rows left out and why, a missing rate, values that were reconstructed */
  notes: z.array(z.string()),
  rows: receiptRowsSchema.nullable(),
})
export type Receipt = z.infer<typeof receiptSchema>
