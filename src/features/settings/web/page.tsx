import { PageHead } from '#ui/frame/page-head.tsx'
import { ClockSettings } from './clock-settings.tsx'
import { DeviceSettings } from './device-settings.tsx'
import { GoalSettings } from './goal-settings.tsx'

/** The clock and the goals of everyone, the look of this device. */
export function Page() {
  return (
    <>
      <PageHead title="Settings" />
      <GoalSettings />
      <ClockSettings />
      <DeviceSettings />
    </>
  )
}
