import type { Message } from '#platform/mail/send-mail.ts'

export type { Message }

/** Invites somebody by name; the link works once and says itself how long. */
export function invitationMessage(about: {
  readonly to: string
  readonly url: string
  readonly orgName: string
  readonly by: string | null
}): Message {
  const { to, url, orgName, by } = about
  const who = by === null ? 'You are invited' : `${by} invites you`
  return {
    to,
    subject: `${who} to ${orgName} on Leadout`,
    text: `${who} to ${orgName} on Leadout.\n\nOpen this link within seven days and choose a password:\n${url}\n\nThe link works once. If you did not expect it, do nothing.\n`,
  }
}

/** A link to choose a new password. */
export function resetMail(to: string, url: string): Message {
  return {
    to,
    subject: 'A new password for Leadout',
    text: `Open this link within a day to choose a new password:\n${url}\n\nThe link works once. If you did not ask for it, do nothing: your password stays as it is.\n`,
  }
}
