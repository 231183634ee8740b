import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { allows, type AccessLevel } from '#domain/access/permission.ts'
import { Banner } from '#ui/frame/banner.tsx'
import { useApi } from './api.tsx'
import type { DemoStatus } from './demo/contract.ts'
import styles from './demo-banner.module.css'
import { DEMO_STEPS } from './demo-path.ts'
import { messageOf } from './failure.ts'
import { scopeToText } from './scope-text.ts'

/** Says on every screen that everything is made up, offers the way to a cause, and takes the demo away. */
export function DemoBanner({ level }: { level: AccessLevel }) {
  const api = useApi()
  const queries = useQueryClient()
  const status = useQuery(api.demo.status.queryOptions({ staleTime: 60_000 }))
  const remove = useMutation(api.demo.delete.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const [step, setStep] = useStep()
  const [asked, setAsked] = useState(false)
  if (status.data?.running !== true) return null
  const { person, period } = status.data
  return (
    <>
      <Banner
        action={
          <span className={styles.actions}>
            {person === null ? null : (
              <button type="button" onClick={() => setStep(step === null ? 0 : null)} aria-expanded={step !== null}>
                Find out why Bo is behind
              </button>
            )}
            {allows(level, 'imports.manage') ? (
              <button type="button" onClick={() => setAsked(true)} disabled={remove.isPending}>
                Delete the demo
              </button>
            ) : null}
          </span>
        }
      >
        {remove.isError ? messageOf(remove.error) : remove.isPending ? DELETING : RUNNING}
      </Banner>
      <Modal opened={asked} onClose={() => setAsked(false)} title="Delete the demo for everyone?" size="sm">
        <Stack gap={16}>
          <p>
            The made-up team, its deals and everything that was done with them go, and cannot be brought back. Users and
            settings stay.
          </p>
          <Group gap={8}>
            <Button
              data-autofocus
              onClick={() => {
                setAsked(false)
                remove.mutate(undefined)
              }}
            >
              Delete for everyone
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              Keep it
            </Button>
          </Group>
        </Stack>
      </Modal>
      {step === null || person === null ? null : (
        <GuidedStep index={step} person={person} period={period} onStep={setStep} />
      )}
    </>
  )
}

const RUNNING = 'Demo: this team and its figures are made up, and live on by the hour.'
const DELETING = 'Deleting the demo.'

const STEP = 'leadout-demo-step'

/** Where somebody stands on the guided path; a page that is loaded again goes on there. */
function useStep(): [number | null, (next: number | null) => void] {
  const [step, setStep] = useState(() => {
    const kept = sessionStorage.getItem(STEP)
    return kept === null ? null : Number(kept)
  })
  const keep = (next: number | null) => {
    if (next === null) sessionStorage.removeItem(STEP)
    else sessionStorage.setItem(STEP, String(next))
    setStep(next)
  }
  return [step, keep]
}

interface StepProps {
  readonly index: number
  readonly person: NonNullable<DemoStatus['person']>
  readonly period: string | null
  /** null: the path is done */
  readonly onStep: (next: number | null) => void
}

function GuidedStep({ index, person, period, onStep }: StepProps) {
  const step = DEMO_STEPS.at(index)
  if (step === undefined) return null
  const { path, of, title, text } = step
  const last = index + 1 === DEMO_STEPS.length
  const { teamId } = person
  const scope = scopeToText(
    of === 'team' && teamId !== null ? { kind: 'team', id: teamId } : { kind: 'person', id: person.id },
  )
  return (
    <section className={styles.path} aria-label="Guided path">
      <p>
        <strong>{title}</strong> {text}
      </p>
      <span className={styles.actions}>
        <span className={styles.count}>{`${index + 1} of ${DEMO_STEPS.length}`}</span>
        <Link to={path} search={{ scope, ...(period !== null && { period }) }}>
          Show me
        </Link>
        <button type="button" className="plain" onClick={() => onStep(last ? null : index + 1)}>
          {last ? 'Done' : 'Next'}
        </button>
      </span>
    </section>
  )
}
