/**
 * What no scenario changes. The truth file repeats it, so that whoever compares a world with its truth finds every
 * number that the rows were made with. Days are calendar days.
 */
export const CONSTANTS = {
  /** share of full of a lead who sells as well */
  coachCapacity: 0.5,
  /** days by which a planned start slips */
  slipDays: 30,
  /** an SDR becomes an account executive: not before, then by a monthly rate */
  promotion: { afterDays: 365, monthly: 0.03 },
  /** AR(1) by month of the level that a team shares */
  teamLevelPhi: 0.6,
  /** first meetings with a company that belongs to an earlier one */
  relatedAccounts: 0.06,
  /** AR(1) by week of a buyer's interest around its own level, before a win moves it up */
  interest: { phi: 0.8, sd: 0.5 },
  /** wins of that misspecified world: medians against the scenario's, half of the wins each */
  twoHumps: [
    { median: 0.3, sigma: 0.25 },
    { median: 2.5, sigma: 0.2 },
  ],
  /** wins that wait for one of the last days of the quarter, and how many days those are */
  quarterEnds: { share: 0.8, days: 5 },
  /** sd of the logarithm of the first close date's distance; days until an overdue one is looked at again */
  closeDate: { sigma: 0.3, againDays: 21 },
  /** of the discount, what the first offer takes off */
  firstOffer: 0.5,
  /** the largest discount */
  mostDiscount: 0.7,
  /** days after creation on which deals are deleted, evenly */
  deletionDays: { min: 20, max: 200 },
  /** days by which activities are logged late, evenly */
  lateLoggingDays: { min: 1, max: 6 },
  /** meetings of open deals that are demos; stakeholders but the first who decline */
  meetings: { demo: 0.35, declined: 0.15, minutes: [30, 30, 45, 60] },
  /** mails that begin a new thread; words of a mail, lognormal */
  mails: {
    newThread: { own: 0.3, buyer: 0.2 },
    words: { own: { mean: 110, cv: 0.8 }, buyer: { mean: 70, cv: 0.8 } },
  },
  /** seconds beyond the first 60 of a call that was connected, lognormal */
  calls: { talk: { mean: 300, cv: 0.9 } },
  /** mails with customers that they wrote; when a term's expansion begins; when its renewal is offered */
  customers: { inbound: 0.4, expansionDays: { min: 60, max: 300 }, renewalDays: 90 },
} as const
