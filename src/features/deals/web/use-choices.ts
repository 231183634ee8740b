import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { splitList } from '#domain/deal/list.ts'
import { useApi } from '../../api.tsx'
import { useFrame } from '../../view.tsx'
import type { StageChoice } from './use-deal-edits.ts'

export interface Option {
  readonly value: string
  readonly label: string
}

const NOTHING: readonly string[] = []

/** What forms and filters of deals offer: stages, owners, the values that fields have had, and the accounts filtered by. */
export function useChoices(accounts?: string) {
  const api = useApi()
  const { workspace } = useFrame()
  const { data: staged } = useQuery(api.deals.stages.queryOptions({ staleTime: 60_000 }))
  const { data: values } = useQuery(api.deals.choices.queryOptions({ staleTime: 60_000 }))
  const ids = splitList(accounts)
  const { data: named } = useQuery(
    api.accounts.choices.queryOptions({ input: { ids }, enabled: ids.length > 0, staleTime: 60_000 }),
  )
  return useMemo(() => {
    const stages: readonly (StageChoice & { pipeline: string })[] = staged?.stages ?? []
    const pipelines = new Map(stages.map(({ pipelineId, pipeline }) => [pipelineId, pipeline]))
    const several = pipelines.size > 1
    const inScope = (kind: 'person' | 'team'): Option[] =>
      workspace.scopes.flatMap(({ scope, name }) => (scope.kind === kind ? [{ value: scope.id, label: name }] : []))
    return {
      stages,
      stageOptions: stages.map(({ id, name, pipeline }): Option => ({
        value: id,
        label: several ? inPipeline(name, pipeline) : name,
      })),
      pipelines: [...pipelines].map(([value, label]): Option => ({ value, label })),
      owners: inScope('person'),
      teams: inScope('team'),
      accounts: (named?.accounts ?? []).map(({ id, name }): Option => ({ value: id, label: name })),
      reasons: { won: values?.reasons.won ?? NOTHING, lost: values?.reasons.lost ?? NOTHING },
      segments: plain(values?.segments),
      sources: plain(values?.sources),
      types: plain(values?.types),
      custom: values?.custom ?? [],
    }
  }, [staged, values, named, workspace])
}

export type Choices = ReturnType<typeof useChoices>

function plain(values: readonly string[] = NOTHING): Option[] {
  return values.map((value) => ({ value, label: value }))
}

function inPipeline(stage: string, pipeline: string): string {
  return `${stage} (${pipeline})`
}
