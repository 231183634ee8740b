export type ErrorCode = 'not-found' | 'forbidden' | 'conflict' | 'invalid' | 'limit' | 'precondition' | 'internal'

/** The one error of the product. `details` is shown to the caller, so it never names what the caller may not see. */
export class LeadoutError extends Error {
  override readonly name = 'LeadoutError'
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}
