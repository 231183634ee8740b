import type { ZodType } from 'zod'

export interface JobSpec<Deps, Input> {
  /** `<feature>.<verb>`; also the name of its queue */
  readonly id: string
  readonly summary: string
  readonly input: ZodType<Input>
  /** cron text in UTC, run with an empty input; absent for a job that only runs when asked */
  readonly schedule?: string
  /** One call to a service. It may run again after a crash, so it must bear being run twice. */
  run(deps: Deps, input: Input, signal: AbortSignal): Promise<unknown>
}

export interface Job<Deps> {
  readonly id: string
  readonly summary: string
  readonly schedule: string | null
  run(deps: Deps, input: unknown, signal: AbortSignal): Promise<void>
}

/** A job for the list in `features/jobs.ts`; its input is checked when it is run, whoever queued it. */
export function defineJob<Deps, Input>(spec: JobSpec<Deps, Input>): Job<Deps> {
  return {
    id: spec.id,
    summary: spec.summary,
    schedule: spec.schedule ?? null,
    run: async (deps, input, signal) => {
      await spec.run(deps, spec.input.parse(input), signal)
    },
  }
}
