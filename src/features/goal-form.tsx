import { Button, Group, Radio, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { formatMoney, parseMoney } from '#ui/format/money.ts'
import { type Api, useApi } from './api.tsx'
import { useDraft } from './draft.tsx'
import { messageOf } from './failure.ts'
import { useOnce } from './once.tsx'
import { scopeToText } from './scope-text.ts'
import type { Scope } from './scope.ts'

const SOURCES = [
  ['shared', 'Shared team goal'],
  ['quota', 'Quota'],
  ['commit', 'Own commitment'],
] as const

type GoalInput = Parameters<Api['settings']['setGoal']['call']>[0]
type GoalSource = (typeof SOURCES)[number][0]

export interface GoalTarget {
  readonly scope: Scope
  readonly period: string
  readonly currency: string
  /** first and last day of the period */
  readonly from: string
  readonly to: string
  /** its own goal; null where it has none, or only the sum of its members' */
  readonly own: { readonly minor: number; readonly source: GoalSource } | null
  readonly medianOfLastThree: number | null
}

/** A goal in ten seconds: type a number, or take the median of the last three months. */
export function GoalForm({ target, today, onDone }: { target: GoalTarget; today: string; onDone?: () => void }) {
  const api = useApi()
  const queries = useQueryClient()
  const { currency, medianOfLastThree, own } = target
  const once = useOnce()
  const [text, setText, clearText] = useDraft(
    `goal ${scopeToText(target.scope)} ${target.period}`,
    own ? formatMoney(own.minor, currency, { style: 'exact' }) : '',
  )
  const [source, setSource] = useState<GoalSource>(
    own?.source ?? (target.scope.kind === 'person' ? 'commit' : 'shared'),
  )
  const [from, setFrom] = useState<'today' | 'correction'>(own ? 'today' : 'correction')
  const [problem, setProblem] = useState<string | null>(null)

  const setGoal = useMutation({
    mutationFn: (input: GoalInput) => api.settings.setGoal.call(input, once(input)),
    onSuccess: async ({ minor }) => {
      clearText()
      await queries.invalidateQueries()
      notifications.show({ message: `Goal set to ${formatMoney(minor, currency, { style: 'exact' })}` })
      onDone?.()
    },
    onError: (error) => setProblem(messageOf(error)),
  })
  const inPeriod = today >= target.from && today <= target.to
  const save = (minor: number) =>
    setGoal.mutate({
      scope: target.scope,
      metric: 'bookings',
      period: target.period,
      minor,
      source,
      from: from === 'today' && inPeriod ? today : 'correction',
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (setGoal.isPending) return
    const minor = parseMoney(text, currency)
    if (minor === null || minor === 0) setProblem('Type an amount, for example 720k')
    else save(minor)
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <Group align="flex-start" gap={8}>
          <TextInput
            label={`Goal in ${currency}`}
            placeholder="720k"
            value={text}
            error={problem}
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            onChange={(event) => {
              setText(event.currentTarget.value)
              setProblem(null)
            }}
          />
          <Button type="submit" mt={24} loading={setGoal.isPending}>
            Set goal
          </Button>
        </Group>
        {medianOfLastThree ? (
          <p style={{ marginTop: -8 }}>
            <button
              type="button"
              className="plain"
              onClick={() => save(medianOfLastThree)}
              disabled={setGoal.isPending}
            >
              Use last three months’ median, {formatMoney(medianOfLastThree, currency, { style: 'compact' })}
            </button>
          </p>
        ) : null}
        <Radio.Group
          label="Whose number is it?"
          value={source}
          onChange={(value) => setSource(SOURCES.find(([known]) => known === value)?.[0] ?? 'shared')}
        >
          <Group gap={16} mt={8}>
            {SOURCES.map(([value, label]) => (
              <Radio key={value} value={value} label={label} size="xs" />
            ))}
          </Group>
        </Radio.Group>
        {own && inPeriod ? (
          <Radio.Group
            label="Since when?"
            value={from}
            onChange={(value) => setFrom(value === 'today' ? 'today' : 'correction')}
          >
            <Group gap={16} mt={8}>
              <Radio value="today" label="From today: a step in the line" size="xs" />
              <Radio value="correction" label="A correction of the whole period" size="xs" />
            </Group>
          </Radio.Group>
        ) : null}
      </Stack>
    </form>
  )
}
