/**
 * The facts that metrics are made of. Each kind of fact is one common table expression with these columns, and some of
 * its own:
 *
 * - `row_id`, `row_kind`, `external_id`: the row that a receipt shows
 * - `at`, `day`: when it counts, and on which local day (metrics.md Windows)
 * - `person_id`, `credited_at`: who is credited, and the moment whose membership decides team, office and role
 * - `team_id`, `manager_id`, `office`, `discipline`, `member_segment`: of that membership
 * - `deal_id`, `account_id`, `contact_id`, `pipeline_id`, `stage_id`, `segment`, `source`, `type`, `custom`
 * - `missing`: the currency without a rate that keeps its amount from being added
 */
export const COLUMNS = [
  'row_id',
  'row_kind',
  'external_id',
  'at',
  'day',
  'person_id',
  'credited_at',
  'team_id',
  'manager_id',
  'office',
  'discipline',
  'member_segment',
  'deal_id',
  'account_id',
  'contact_id',
  'pipeline_id',
  'stage_id',
  'segment',
  'source',
  'type',
  'custom',
  'missing',
] as const

/**
 * - `outcomes`: deals won or lost, by the day of the outcome. Own: `status`, `amount`, `books` (of a pipeline that
 *   counts as bookings), `countable` (accepted, amount not 0 or less), `accepted`, `business` (`new` or `existing`),
 *   `cycle_days`, `created_at`, `renewal`, `dated` (the outcome has a day and no time)
 * - `discounts`: deals won that have line items at list price. Own: `amount`, `list_amount`
 * - `creations`: deals by the day of their creation, with the amount of then. Own: `amount`, `status` by now, `countable`
 *   (accepted, the amount of now not 0 or less)
 * - `sourced`, `sourced_outcomes`: `creations` and `outcomes` to the credit of who created the deal
 * - `open`: deals open at the end of the window. Own: `amount`, `books`, `close_date`, `seen_at`, `seen_on`,
 *   `probability`, `age_days`, `renewal`
 * - `attention`: these, with `held_since` (created or taken over), `quiet_from` (the start of 30 days), `stage_since`, `last_touch_at`,
 *   `next_meeting_at`, `contacts_touched`
 * - `opening`: deals open just before the window. Own: `amount`
 * - `rated`: the open deals, with the `rate` at which deals of their stage are won, and whether it is `earned` by 30
 * - `accounts`: accounts at the end of the window. Own: `last_touch_at`, `next_meeting_at`, `quiet_from`
 * - `late_wins`: deals won in the window. Own: `amount`, `late` (on one of the period's last 5 selling days)
 * - `forecasts`: forecasts submitted, by the last day of their period. Own: `commit`, `booked`
 * - `meeting_mix`, `segment_mix`, `source_mix`: meetings by `type` and deals created by `segment` and `source`, once for
 *   each of these that there is. Own: `is_part`, where it is the row's own
 * - `worked`: touches of accounts in the window. Own: `contacts` of the account that anyone of ours touched in it
 * - `reports`: people at the end of the window, to the credit of their manager
 * - `visits`: stays in an open stage that ended. Own: `days`, `total_days` over all visits so far, `forward`,
 *   `to_won`, `next_exit` (the day of the next exit from the same stage)
 * - `advances`: the first reaching of a stage, or the win. Own: `status`, `proposal` (a stage of that name)
 * - `reached`: closed deals, once for every open stage they reached. Own: `status`, `countable`, `days_to_outcome`
 * - `pushes`: a close date moved to another day. Own: `moved_from`, `moved_to`, `stands_at` (by now)
 * - `activities`: what we did, by its day. Own: `direction`, `seconds`, `held`, `connected`, `topic`, `touch`
 * - `meetings`: meetings held. Own: `seconds`, `topic`, `initial`. Beside it `held_meetings`, all there were, to look up
 * - `touches`: touches. Own: `account_gap_days` since the touch before (null: the first, or none in 180 days), `prospecting`
 * - `contact_touches`: these, once for each contact that took part. Own: `contact_gap_days`
 * - `attendances`: meetings held, once for each of ours who took part
 * - `replies`: conversations that we began, by the last day of an answer. Own: `answered`, `working_hours`
 * - `calendar_hours`: entries of people's own calendars. Own: `hours`, `customer_hours` that no earlier one covers
 * - `deal_touches`: touches of deals. Own: `deal_gap_days` since the touch of the same deal before (null: the first)
 */
export type FactsId =
  | 'outcomes'
  | 'discounts'
  | 'creations'
  | 'sourced'
  | 'sourced_outcomes'
  | 'open'
  | 'attention'
  | 'opening'
  | 'rated'
  | 'accounts'
  | 'reports'
  | 'late_wins'
  | 'forecasts'
  | 'meeting_mix'
  | 'segment_mix'
  | 'source_mix'
  | 'worked'
  | 'visits'
  | 'advances'
  | 'reached'
  | 'pushes'
  | 'activities'
  | 'meetings'
  | 'touches'
  | 'contact_touches'
  | 'attendances'
  | 'deal_touches'
  | 'replies'
  | 'calendar_hours'
