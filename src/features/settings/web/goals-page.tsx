import { PageHead } from '#ui/frame/page-head.tsx'
import { GoalSettings } from './goal-settings.tsx'
import { GoalSheet } from './goal-sheet.tsx'

/** Goals of one period with their history, and of the whole year as a sheet. */
export function Page() {
  return (
    <>
      <PageHead title="Goals" lead="Type or paste; a goal of a team stands beside what its people’s goals add up to." />
      <GoalSheet />
      <GoalSettings />
    </>
  )
}
