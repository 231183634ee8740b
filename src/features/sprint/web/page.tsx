import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { allows } from '#domain/access/permission.ts'
import { formatMoney } from '#ui/format/money.ts'
import { formatPercent } from '#ui/format/number.ts'
import { paceWords } from '#ui/format/pace-words.ts'
import { formatRange } from '#ui/format/time.ts'
import { Figures } from '#ui/figures.tsx'
import { PageHead } from '#ui/frame/page-head.tsx'
import { State } from '#ui/state.tsx'
import { Empty, Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { DropFile } from '../../drop-file.tsx'
import { messageOf } from '../../failure.ts'
import { Figure } from '../../figure.tsx'
import { GoalForm, type GoalTarget } from '../../goal-form.tsx'
import { type PaceFigure, paceRef } from '../../pace-ref.ts'
import { scopeToText } from '../../scope-text.ts'
import { useFrame, useView } from '../../view.tsx'
import type { BurnDown } from '../contract.ts'
import { ScopeBars } from './bars.tsx'
import { BurnDownFigure } from './burn-down-figure.tsx'
import { ClosingDeals, WonDeals } from './deal-lists.tsx'
import { sprintWords } from './words.ts'

/** Will the period land? */
export function Page() {
  const api = useApi()
  const { scope, period } = useView()
  const { workspace } = useFrame()
  const figures = useQuery(api.sprint.burnDown.queryOptions({ input: { scope, period }, enabled: workspace.hasData }))
  if (!workspace.hasData) {
    return (
      <Empty action={<DropFile />}>
        No deals yet. An export of your CRM, as it is, is enough to draw the first burn-down.
      </Empty>
    )
  }
  if (figures.isError && !figures.data)
    return <Failure message={messageOf(figures.error)} onRetry={() => void figures.refetch()} />
  if (!figures.data) return <Loading lines={8} />
  return <Sprint figures={figures.data} />
}

function Sprint({ figures }: { figures: BurnDown }) {
  const { me, workspace } = useFrame()
  const words = sprintWords(figures)
  const maySet = allows(me.level, 'goals.write')
  const figure = (name: PaceFigure, text: string) => (
    <Figure figure={paceRef(name, figures.scope, figures.period)}>{text}</Figure>
  )
  return (
    <>
      <PageHead
        title={words.headline}
        heading={figure(figures.goal ? 'remaining' : 'booked', words.headline)}
        lead={figures.goal && words.sentence ? figure('lands', words.sentence) : undefined}
      />
      {figures.goal ? (
        <>
          <SprintFigures figures={figures} />
          <BurnDownFigure figures={figures} words={words} />
        </>
      ) : (
        <Empty
          action={
            maySet ? (
              <GoalForm
                key={`${scopeToText(figures.scope)} ${figures.period}`}
                target={targetOf(figures)}
                today={workspace.clock.today}
              />
            ) : null
          }
        >
          {figures.medianOfLastThree
            ? 'A sprint needs a goal: type a number or use last three months’ median.'
            : 'A sprint needs a goal: type a number.'}
        </Empty>
      )}
      <ScopeBars />
      <ClosingDeals />
      <WonDeals won={figures.won} />
    </>
  )
}

function SprintFigures({ figures }: { figures: BurnDown }) {
  const { me, workspace } = useFrame()
  const { currency, goal, landsAt } = figures
  const figure = (name: PaceFigure, text: string) => (
    <Figure figure={paceRef(name, figures.scope, figures.period)}>{text}</Figure>
  )
  const money = (name: PaceFigure, minor: number) => ({
    value: figure(name, formatMoney(minor, currency, { style: 'compact' })),
    exact: formatMoney(minor, currency, { style: 'exact' }),
  })
  const words = paceWords({ ...figures, landsShare: landsAt?.share ?? null })
  return (
    <Figures
      items={[
        {
          label: 'Booked',
          ...money('booked', figures.booked),
          note: words.ahead ? <State state={words.state}>{figure('ahead', words.ahead)}</State> : null,
        },
        ...(landsAt
          ? [
              {
                label: 'Lands at',
                ...money('lands', landsAt.minor),
                note:
                  landsAt.share === null ? null : (
                    <State state={words.landsState}>{figure('lands', `${formatPercent(landsAt.share)} of goal`)}</State>
                  ),
              },
            ]
          : []),
        ...(figures.openWeighted === null
          ? []
          : [{ label: 'Open, weighted', ...money('weighted', figures.openWeighted), note: 'due in this period' }]),
        {
          label: 'Selling day',
          value: figure('pace', `${figures.sellingDay} of ${figures.sellingDays}`),
          exact: formatRange(figures.from, figures.to),
          note: figures.pace === null ? null : figure('pace', `pace ${formatPercent(figures.pace)}`),
        },
        ...(goal
          ? [
              {
                label: 'Goal',
                ...money('goal', goal.minor),
                note: allows(me.level, 'goals.write') ? (
                  <ChangeGoal figures={figures} today={workspace.clock.today} />
                ) : (
                  <SumNote figures={figures} />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** Says that the goal is a sum, and of how many. */
function SumNote({ figures: { goal, scope, period } }: { figures: BurnDown }) {
  if (!goal?.computedFrom) return null
  return <Figure figure={paceRef('goal', scope, period)}>{`sum of ${goal.computedFrom.withGoal} goals`}</Figure>
}

function ChangeGoal({ figures, today }: { figures: BurnDown; today: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <SumNote figures={figures} />
      {figures.goal?.computedFrom ? ' · ' : null}
      <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className="plain" onClick={() => setOpen(!open)} aria-expanded={open}>
            Change
          </button>
        </Popover.Target>
        <Popover.Dropdown p={20}>
          <GoalForm target={targetOf(figures)} today={today} onDone={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
    </>
  )
}

function targetOf(figures: BurnDown): GoalTarget {
  const { goal } = figures
  return { ...figures, own: goal && goal.computedFrom === null ? goal : null }
}
