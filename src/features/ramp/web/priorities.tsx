import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { roleKey } from '#domain/role.ts'
import { Section } from '#ui/frame/page-head.tsx'
import type { MetricMeaning } from '../../metric-figure.ts'
import { roleWords } from '../../metric-words.tsx'
import type { RoleRow } from '../contract.ts'
import styles from './ramp.module.css'
import { useRoleEdit } from './use-role-edit.ts'

const MOST = 24

/** Which metrics matter in the role, the first most: the columns of its grid and the trends of its people's pages. */
export function Priorities({
  role,
  meanings,
  mayEdit,
}: {
  role: RoleRow
  meanings: readonly MetricMeaning[]
  mayEdit: boolean
}) {
  const save = useRoleEdit()
  const held = role.metrics ?? []
  const [metrics, setMetrics] = useState<readonly string[]>(held)
  const [adding, setAdding] = useState('')
  const labels = new Map(meanings.map(({ id, label }) => [id, label]))
  const { discipline, segment } = role
  const changed = metrics.join() !== held.join()
  const move = (at: number, by: number) => {
    setMetrics(metrics.toSpliced(at, 1).toSpliced(at + by, 0, ...metrics.slice(at, at + 1)))
  }
  const words = roleWords(roleKey(role), null)
  const store = (patch: { metrics: string[] } | { deleted: true }) =>
    save(savedWords(words), [{ kind: 'role', since: 'correction', patch: { discipline, segment, ...patch } }])
  return (
    <Section title="What matters in this role" aside="Columns of the grid, trends on a person’s page">
      {metrics.length === 0 ? (
        <p className={styles.sentence}>Nothing is said of this role: the grid shows the columns chosen there.</p>
      ) : (
        <ol className={styles.priorities}>
          {metrics.map((id, at) => (
            <li key={id}>
              <span>{labels.get(id) ?? id}</span>
              {mayEdit ? (
                <span className={styles.moves}>
                  <button
                    type="button"
                    className="plain"
                    disabled={at === 0}
                    aria-label={`${labels.get(id) ?? id} up`}
                    onClick={() => move(at, -1)}
                  >
                    Up
                  </button>
                  <button
                    type="button"
                    className="plain"
                    disabled={at === metrics.length - 1}
                    aria-label={`${labels.get(id) ?? id} down`}
                    onClick={() => move(at, 1)}
                  >
                    Down
                  </button>
                  <button
                    type="button"
                    className="plain"
                    aria-label={`Take ${labels.get(id) ?? id} out`}
                    onClick={() => setMetrics(metrics.filter((one) => one !== id))}
                  >
                    Take out
                  </button>
                </span>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      {mayEdit ? (
        <div className={styles.controls}>
          <NativeSelect
            aria-label="Metric to add"
            size="xs"
            data={[
              { value: '', label: 'Add a metric …' },
              ...meanings.filter(({ id }) => !metrics.includes(id)).map(({ id, label }) => ({ value: id, label })),
            ]}
            value={adding}
            disabled={metrics.length >= MOST}
            onChange={(event) => {
              const id = event.currentTarget.value
              if (id !== '') setMetrics([...metrics, id])
              setAdding('')
            }}
          />
          <Button
            disabled={!changed}
            onClick={() => store(metrics.length === 0 ? { deleted: true } : { metrics: [...metrics] })}
          >
            Save order
          </Button>
        </div>
      ) : null}
    </Section>
  )
}

function savedWords(role: string): string {
  return `What matters for ${role} saved`
}
