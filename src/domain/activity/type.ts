/** A task is to-do work of ours; it is no touch unless it was a call, a mail or a meeting (metrics.md Touch). */
export type ActivityType = 'call' | 'email' | 'meeting' | 'task' | 'note'

const TYPES: readonly (readonly [ActivityType, RegExp])[] = [
  ['call', /\b(call|phone|anruf|telefonat|telefon|appel)\b/i],
  ['email', /\b(e-?mail|mail|courriel)\b/i],
  ['meeting', /\b(meeting|event|termin|besprechung|treffen|r[ée]union|rendez-vous|demo|presentation|visit|lunch)\b/i],
  ['note', /\b(note|notiz)\b/i],
]

/** The type that the source states or, where it states none, that the subject names; anything else is a task. */
export function activityType(type: string | null, subject: string | null): ActivityType {
  const text = type ?? subject ?? ''
  return TYPES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'task'
}

/** What an activity was for, as far as metrics tell apart. */
export type ActivityTopic = 'presentation' | 'proposal'

const PROPOSAL = /\b(proposal|quote|quotation|angebot|devis)\b/i
const PRESENTATION = /\b(demo|demonstration|presentation|präsentation|vorführung|pr[ée]sentation|démo)\b/i

/**
 * A subject may speak of a proposal that was sent before, so only the type of the activity makes it one. Some sources
 * say in the outcome of a meeting what it was.
 */
export function activityTopic(
  type: string | null,
  subject: string | null,
  outcome: string | null = null,
): ActivityTopic | null {
  if (type !== null && PROPOSAL.test(type)) return 'proposal'
  return [type, subject, outcome].some((text) => text !== null && PRESENTATION.test(text)) ? 'presentation' : null
}

/** `inbound`, `outbound` or unknown, from words in English, German and French. */
export function directionOf(text: string | null): 'inbound' | 'outbound' | null {
  if (text === null) return null
  if (/^(in|incoming|eingehend|entrant)/i.test(text)) return 'inbound'
  return /^(out|ausgehend|sortant|abgehend)/i.test(text) ? 'outbound' : null
}

export function isCompleted(status: string | null): boolean {
  return (
    status !== null &&
    /^(completed|complete|done|closed|held|erledigt|abgeschlossen|termin[ée]e?|true|yes|1|sent)$/i.test(status.trim())
  )
}

export function isCancelled(status: string | null): boolean {
  return status !== null && /cancel|abgesagt|annul|storniert|no.?show|not held|deleted/i.test(status)
}
