import { LeadoutError } from '#domain/errors.ts'

/** How a mail server is reached. */
export interface MailAccount {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` before anything is said, `none` without encryption */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string | null
  readonly password: string | null
  readonly from: string
}

export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
}

const PATIENCE_MS = 15_000

/**
 * Hands one message to the mail server and answers with its own words.
 * @throws LeadoutError `precondition` with what the server, or the network, said against it
 */
export async function sendMail(account: MailAccount, message: Message): Promise<string> {
  const { host, port, security, user, password, from } = account
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== null && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // nothing of a message may be read from a file or an address of this machine
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { response } = await transport.sendMail({ from: { name: 'Leadout', address: from }, ...message })
    return response
  } catch (error) {
    const said = error as { response?: unknown; message?: unknown }
    const answer = [said.response, said.message].find((text) => typeof text === 'string') ?? 'no answer'
    throw new LeadoutError('precondition', `The mail server said: ${String(answer)}`, { answer: String(answer) })
  } finally {
    transport.close()
  }
}
