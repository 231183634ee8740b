import { accountToMeetingRate } from './account-to-meeting-rate.ts'
import { accountsTouched } from './accounts-touched.ts'
import { accountsUntouched } from './accounts-untouched.ts'
import { activitiesPerAccount } from './activities-per-account.ts'
import { activitiesPerContact } from './activities-per-contact.ts'
import { averageDealSize } from './average-deal-size.ts'
import { averageSizeSourced } from './average-size-sourced.ts'
import { bookingsPerMeeting } from './bookings-per-meeting.ts'
import { bookings } from './bookings.ts'
import { callsMade } from './calls-made.ts'
import { churnedAmount } from './churned-amount.ts'
import { connectRate } from './connect-rate.ts'
import { connects } from './connects.ts'
import { contactsPerAccount } from './contacts-per-account.ts'
import { contactsPerDeal } from './contacts-per-deal.ts'
import { contactsTouched } from './contacts-touched.ts'
import { daysBetweenTouches } from './days-between-touches.ts'
import { customerHoursShare } from './customer-hours-share.ts'
import { dealsAdvanced } from './deals-advanced.ts'
import { dealsCreatedMixBySource } from './deals-created-mix-by-source.ts'
import { dealsCreatedMix } from './deals-created-mix.ts'
import { dealsCreated } from './deals-created.ts'
import { dealsLost } from './deals-lost.ts'
import { dealsTouched } from './deals-touched.ts'
import { dealsWon } from './deals-won.ts'
import { discountRate } from './discount-rate.ts'
import { emailsSent } from './emails-sent.ts'
import { expansionBookings } from './expansion-bookings.ts'
import { firstMeetingWinRate } from './first-meeting-win-rate.ts'
import { firstMeetings } from './first-meetings.ts'
import { followUpMeetings } from './follow-up-meetings.ts'
import { followUpRatio } from './follow-up-ratio.ts'
import { forecastAccuracy } from './forecast-accuracy.ts'
import { forecastBias } from './forecast-bias.ts'
import { hoursPerAccount } from './hours-per-account.ts'
import { lastWeekShare } from './last-week-share.ts'
import { meetingHoldRate } from './meeting-hold-rate.ts'
import { meetingHours } from './meeting-hours.ts'
import { meetingMix } from './meeting-mix.ts'
import { meetingsAttended } from './meetings-attended.ts'
import { meetingsHeld } from './meetings-held.ts'
import { meetingsPerWonDeal } from './meetings-per-won-deal.ts'
import { newAccountsTouched } from './new-accounts-touched.ts'
import { newBusinessShare } from './new-business-share.ts'
import { newContactsTouched } from './new-contacts-touched.ts'
import { noNextMeeting } from './no-next-meeting.ts'
import { openDealAge } from './open-deal-age.ts'
import { openDeals } from './open-deals.ts'
import { openPipeline } from './open-pipeline.ts'
import { pipelineConversion } from './pipeline-conversion.ts'
import { pipelineCoverage } from './pipeline-coverage.ts'
import { pipelineCreated } from './pipeline-created.ts'
import { pipelineSourced } from './pipeline-sourced.ts'
import { presentations } from './presentations.ts'
import { proposalsSent } from './proposals-sent.ts'
import { prospectingAccountsTouched } from './prospecting-accounts-touched.ts'
import { prospectingEmails } from './prospecting-emails.ts'
import { pushedDeals } from './pushed-deals.ts'
import { renewalRate } from './renewal-rate.ts'
import { renewalsDue } from './renewals-due.ts'
import { replyRate } from './reply-rate.ts'
import { replyTime } from './reply-time.ts'
import { salesCycle } from './sales-cycle.ts'
import { singleThreadedDeals } from './single-threaded-deals.ts'
import { spanOfControl } from './span-of-control.ts'
import { stageAge } from './stage-age.ts'
import { stageConversionToWon } from './stage-conversion-to-won.ts'
import { stageConversion } from './stage-conversion.ts'
import { talkTime } from './talk-time.ts'
import { timeFromStageToWon } from './time-from-stage-to-won.ts'
import { timeInStage } from './time-in-stage.ts'
import { timesPushed } from './times-pushed.ts'
import { touchesPerAccount } from './touches-per-account.ts'
import { underThreadedAccounts } from './under-threaded-accounts.ts'
import { untouchedAmount } from './untouched-amount.ts'
import { untouchedDeals } from './untouched-deals.ts'
import { weightedPipelineHistorical } from './weighted-pipeline-historical.ts'
import { weightedPipeline } from './weighted-pipeline.ts'
import { winRateByAmount } from './win-rate-by-amount.ts'
import { winRateExisting } from './win-rate-existing.ts'
import { winRateFromStage } from './win-rate-from-stage.ts'
import { winRateNew } from './win-rate-new.ts'
import { winRateOfCreated } from './win-rate-of-created.ts'
import { winRateSourced } from './win-rate-sourced.ts'
import { winRate } from './win-rate.ts'
import type { MetricDefinition } from '../metric.ts'

/** Every metric, in the order in which lists show them. */
export const CATALOG: readonly MetricDefinition[] = [
  bookings,
  dealsWon,
  dealsLost,
  newBusinessShare,
  dealsCreatedMixBySource,
  dealsCreatedMix,
  meetingMix,
  meetingsHeld,
  meetingsAttended,
  firstMeetings,
  followUpMeetings,
  presentations,
  meetingHours,
  customerHoursShare,
  emailsSent,
  prospectingEmails,
  callsMade,
  proposalsSent,
  dealsCreated,
  pipelineCreated,
  dealsAdvanced,
  accountsTouched,
  contactsTouched,
  dealsTouched,
  newAccountsTouched,
  newContactsTouched,
  prospectingAccountsTouched,
  openDeals,
  openPipeline,
  winRate,
  winRateByAmount,
  winRateNew,
  winRateExisting,
  winRateOfCreated,
  forecastBias,
  forecastAccuracy,
  firstMeetingWinRate,
  averageDealSize,
  salesCycle,
  openDealAge,
  stageAge,
  stageConversion,
  stageConversionToWon,
  winRateFromStage,
  timeInStage,
  timeFromStageToWon,
  contactsPerAccount,
  contactsPerDeal,
  touchesPerAccount,
  hoursPerAccount,
  meetingsPerWonDeal,
  daysBetweenTouches,
  replyRate,
  replyTime,
  followUpRatio,
  bookingsPerMeeting,
  discountRate,
  weightedPipeline,
  untouchedDeals,
  untouchedAmount,
  noNextMeeting,
  singleThreadedDeals,
  pushedDeals,
  timesPushed,
  connects,
  connectRate,
  talkTime,
  meetingHoldRate,
  pipelineSourced,
  winRateSourced,
  averageSizeSourced,
  activitiesPerContact,
  activitiesPerAccount,
  accountToMeetingRate,
  underThreadedAccounts,
  pipelineConversion,
  pipelineCoverage,
  lastWeekShare,
  weightedPipelineHistorical,
  accountsUntouched,
  expansionBookings,
  churnedAmount,
  renewalRate,
  renewalsDue,
  spanOfControl,
]

const BY_ID = new Map(CATALOG.map((metric) => [metric.id, metric]))

export function metricOf(id: string): MetricDefinition | undefined {
  return BY_ID.get(id)
}
