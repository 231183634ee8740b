import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { curveProblem } from '#domain/ramp/curve.ts'
import { roleKey } from '#domain/role.ts'
import { formatPercent } from '#ui/format/number.ts'
import { parseMetric } from '#ui/format/parse-metric.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { newEditId } from '../../edit-id.ts'
import { roleWords } from '../../metric-words.tsx'
import { useFrame } from '../../view.tsx'
import type { Ramp, RoleRow } from '../contract.ts'
import styles from './ramp.module.css'
import { useRoleEdit } from './use-role-edit.ts'

interface TypedPoint {
  readonly id: string
  readonly week: string
  readonly share: string
}

/** The curve in force as points to type, the fitted one to take with one click. */
export function CurveForm({ ramp, role, mayEdit }: { ramp: Ramp; role: RoleRow; mayEdit: boolean }) {
  const { workspace } = useFrame()
  const save = useRoleEdit()
  const { held, fit, metric } = ramp
  const [points, setPoints] = useState<readonly TypedPoint[]>(typed(held?.points ?? BLANK))
  const [fromToday, setFromToday] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  if (!mayEdit) return null
  const since = fromToday ? workspace.clock.today : 'correction'
  const { discipline, segment } = role
  const of = { discipline, segment, metric: metric.id }
  const what = `${roleWords(roleKey(role), null)}, ${metric.label}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = points.map(({ week, share }) => ({
      week: /^\d{1,3}$/.test(week.trim()) ? Number(week) : null,
      share: parseMetric(share, { unit: 'share', currency: '' }),
    }))
    const complete = read.flatMap(({ week, share }) => (week === null || share === null ? [] : [{ week, share }]))
    const wrong =
      complete.length < read.length ? 'A week is a whole number, a share a percentage' : curveProblem(complete)
    setProblem(wrong)
    if (wrong === null)
      save(savedWords(what), [{ kind: 'ramp', since, patch: { ...of, points: complete, fittedFrom: null } }])
  }
  const set = (at: number, change: Partial<TypedPoint>) =>
    setPoints(points.map((point, one) => (one === at ? { ...point, ...change } : point)))
  return (
    <Section title={held === null ? 'Put a curve in force' : 'In force'}>
      <form onSubmit={submit}>
        <table className={styles.points}>
          <thead>
            <tr>
              <th scope="col">After week</th>
              <th scope="col">Share of full</th>
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((point, at) => (
              <tr key={point.id}>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={`Week of point ${at + 1}`}
                    inputMode="numeric"
                    value={point.week}
                    onChange={(event) => set(at, { week: event.currentTarget.value })}
                  />
                </td>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={`Share of point ${at + 1}`}
                    inputMode="decimal"
                    value={point.share}
                    onChange={(event) => set(at, { share: event.currentTarget.value })}
                  />
                </td>
                <td>
                  {points.length > 1 ? (
                    <button
                      type="button"
                      className="plain"
                      aria-label={`Take out point ${at + 1}`}
                      onClick={() => setPoints(points.filter((_, one) => one !== at))}
                    >
                      Take out
                    </button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {problem === null ? null : (
          <p className="behind" role="alert">
            {problem}
          </p>
        )}
        <div className={styles.controls}>
          <button
            type="button"
            className="plain"
            onClick={() => setPoints([...points, { id: newEditId(), week: '', share: '' }])}
          >
            Another point
          </button>
          <NativeSelect
            aria-label="Since when?"
            size="xs"
            data={[
              { value: 'correction', label: 'It was always so (correction)' },
              { value: 'today', label: 'From today' },
            ]}
            value={fromToday ? 'today' : 'correction'}
            onChange={(event) => setFromToday(event.currentTarget.value === 'today')}
          />
          <Button type="submit">Save curve</Button>
          {fit === null ? null : (
            <Button
              variant="default"
              onClick={() =>
                save(savedWords(what), [
                  { kind: 'ramp', since, patch: { ...of, points: fit.points, fittedFrom: fit.starters } },
                ])
              }
            >
              Take the fitted curve
            </Button>
          )}
          {held === null || held.ofDiscipline ? null : (
            <Button
              variant="default"
              onClick={() => save(removedWords(what), [{ kind: 'ramp', since, patch: { ...of, deleted: true } }])}
            >
              No ramp
            </Button>
          )}
        </div>
      </form>
    </Section>
  )
}

/** A usual start, to be typed over. */
const BLANK = [
  { week: 0, share: 0 },
  { week: 13, share: 0.5 },
  { week: 26, share: 1 },
]

function typed(points: readonly { readonly week: number; readonly share: number }[]): TypedPoint[] {
  return points.map(({ week, share }) => ({ id: newEditId(), week: String(week), share: formatPercent(share) }))
}

function savedWords(what: string): string {
  return `Ramp of ${what} saved`
}

function removedWords(what: string): string {
  return `Ramp of ${what} taken away`
}
