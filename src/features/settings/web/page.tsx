import { useQuery } from '@tanstack/react-query'
import { allows } from '#domain/access/permission.ts'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import { useFrame } from '../../view.tsx'
import { ClockSettings } from './clock-settings.tsx'
import { OrgSettings } from './org-settings.tsx'
import { PresetSettings } from './preset-settings.tsx'
import { Retention } from './retention.tsx'
import { WatchedFolder } from './watched-folder.tsx'

/** What holds for the whole organisation: its name and time, how it works, the clock, the watched folder, what is kept. */
export function Page() {
  const api = useApi()
  const { me } = useFrame()
  const policy = useQuery(api.settings.policy.queryOptions())
  const mayManage = allows(me.level, 'settings.manage')
  if (policy.isError && !policy.data)
    return <Failure message={messageOf(policy.error)} onRetry={() => void policy.refetch()} />
  if (!policy.data) return <Loading lines={8} />
  const { stored } = policy.data
  return (
    <>
      <PageHead title="Settings" />
      {mayManage ? <OrgSettings stored={stored} /> : null}
      <PresetSettings stored={stored} mayManage={mayManage} />
      {mayManage ? <WatchedFolder folder={stored['watchFolder']} /> : null}
      {mayManage ? <Retention stored={stored} /> : null}
      <ClockSettings />
    </>
  )
}
