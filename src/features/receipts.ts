import { accountReceipt } from './accounts/server/account-receipt.ts'
import { accountsReceipt, contactsReceipt } from './accounts/server/receipts.ts'
import { baselineReceipt } from './baseline/server/receipts.ts'
import { uploadCounts } from './activity-upload/server/receipts.ts'
import { changesReceipt } from './changes/server/receipts.ts'
import { headcount, leaverBook } from './org/server/receipts.ts'
import { dealReceipt } from './deals/server/deal-receipt.ts'
import { dealsReceipt } from './deals/server/list-receipt.ts'
import { contrastReceipt, mixReceipt, standingReceipt } from './people/server/receipts.ts'
import { medianReceipt } from './metrics/server/median-receipt.ts'
import { holdings } from './me/server/receipts.ts'
import { metricReceipt } from './metrics/server/receipt.ts'
import { paceReceipt } from './sprint/server/receipts.ts'
import { rampReceipt } from './ramp/server/receipts.ts'
import { goalSuggestion, goalSum, stageWinRate } from './settings/server/receipts.ts'
import type { ReceiptProvider } from './receipt-provider.ts'
import { importCounts, importFinding, qualityFigures } from './sources/server/receipts.ts'

/** Who explains which kind of figure, one provider a line. */
export const receiptProviders: readonly ReceiptProvider[] = [
  stageWinRate,
  goalSum,
  goalSuggestion,
  holdings,
  accountReceipt,
  accountsReceipt,
  contactsReceipt,
  baselineReceipt,
  changesReceipt,
  uploadCounts,
  importCounts,
  importFinding,
  qualityFigures,
  headcount,
  leaverBook,
  dealReceipt,
  dealsReceipt,
  paceReceipt,
  metricReceipt,
  rampReceipt,
  medianReceipt,
  contrastReceipt,
  mixReceipt,
  standingReceipt,
]
