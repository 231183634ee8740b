import { readFile } from 'node:fs/promises'
import { LeadoutError } from '#domain/errors.ts'
import { resolveScenario, type Scenario } from '#domain/generator/scenario.ts'

interface Asked {
  readonly people?: string | undefined
  readonly months?: string | undefined
  readonly seed?: string | undefined
  readonly preset?: string | undefined
  readonly start?: string | undefined
  readonly scenario?: string | undefined
}

/** The scenario of a file and of options; raises `invalid` for what is no JSON or no scenario. */
export async function readScenario({ people, months, seed, preset, start, scenario }: Asked): Promise<Scenario> {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  const options = { people: number(people), months: number(months), seed: number(seed), preset, start }
  return resolveScenario(scenario === undefined ? undefined : await readJson(scenario), options)
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LeadoutError('invalid', `The scenario ${path} cannot be read: ${reason}`)
  }
}
