import { Button } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty } from '#ui/states/states.tsx'
import { useTravel } from './view.tsx'

/** An address that leads nowhere says so, and shows the way back. */
export function NoSuchPage() {
  return (
    <WayBack title="No such page">Nothing is at this address. The link may be old, or a letter is missing.</WayBack>
  )
}

/** A page that is there, and that the access level of whoever followed a link does not open. */
export function PageForOthers() {
  return (
    <WayBack title="Not for your access level">
      This page is there, and your access level does not open it. An administrator can say who may see it, under
      Members.
    </WayBack>
  )
}

function WayBack({ title, children }: { title: string; children: string }) {
  const router = useRouter()
  const search = useTravel()
  return (
    <>
      <PageHead title={title} />
      <Empty
        action={
          <>
            <Button renderRoot={(props) => <Link to="/" search={search} {...props} />}>Go to the first page</Button>
            {router.history.canGoBack() ? (
              <Button variant="default" onClick={() => router.history.back()}>
                Back
              </Button>
            ) : null}
          </>
        }
      >
        {children}
      </Empty>
    </>
  )
}
