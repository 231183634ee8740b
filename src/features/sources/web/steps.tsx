import type { ImportState } from '../contract.ts'
import styles from './sources.module.css'

const STEPS = ['Drop', 'Answer', 'Check', 'Import'] as const

/** Which step an import is at; past the last one when it is over. */
const AT = {
  staging: 0,
  failed: 0,
  questions: 1,
  ready: 2,
  applying: 3,
  done: 4,
  undone: 4,
} as const satisfies Record<ImportState, number>

/** Where in the import one is: dropped, answered, checked, imported. */
export function Steps({ state }: { state: ImportState }) {
  const at = AT[state]
  if (at >= STEPS.length) return null
  return (
    <ol className={styles.steps} aria-label="Steps of the import">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} data-past={index < at || undefined}>
          {step}
        </li>
      ))}
    </ol>
  )
}
