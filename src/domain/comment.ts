/** What can be commented on. */
export const COMMENT_SUBJECTS = ['deal', 'account'] as const
export type CommentSubject = (typeof COMMENT_SUBJECTS)[number]

/** Why something moved, as far as one tap can say it. */
export const COMMENT_REASONS = ['timing', 'budget', 'scope', 'people', 'competitor', 'price', 'data'] as const
export type CommentReason = (typeof COMMENT_REASONS)[number]
