import { Button } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { PageHead } from '#ui/frame/page-head.tsx'
import { Empty } from '#ui/states/states.tsx'
import { useTravel } from './view.tsx'

/** An address that leads nowhere says so, and shows the way back. */
export function NoSuchPage() {
  const router = useRouter()
  const search = useTravel()
  return (
    <>
      <PageHead title="No such page" />
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
        Nothing is at this address. The link may be old, or a letter is missing.
      </Empty>
    </>
  )
}
