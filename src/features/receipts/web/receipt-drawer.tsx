import { notifications } from '@mantine/notifications'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Drawer as Shell } from '#ui/drawer/drawer.tsx'
import { Failure, Loading } from '#ui/states/states.tsx'
import { useApi } from '../../api.tsx'
import type { DrawerContentProps } from '../../drawers.tsx'
import { messageOf } from '../../failure.ts'
import { figureText } from '../../figure-text.tsx'
import { figureFromText } from '../../figure-address.ts'
import type { FigureRef } from '../../receipt.ts'
import { useFrame } from '../../view.tsx'
import { ReceiptFacts, ReceiptParts } from './receipt-facts.tsx'
import { ReceiptRowsTable } from './receipt-rows.tsx'
import styles from './receipt.module.css'

/** What stands behind a number: formula, terms, instant, sources, who can see it, and the rows. */
export function Drawer({ id }: DrawerContentProps) {
  const figure = figureFromText(id)
  if (figure) return <OpenReceipt figure={figure} />
  return (
    <Shell title="Receipt">
      <Failure message="This address names no figure." />
    </Shell>
  )
}

const PAGE = 100

function OpenReceipt({ figure }: { figure: FigureRef }) {
  const api = useApi()
  const { workspace } = useFrame()
  const receipt = useInfiniteQuery(
    api.receipts.get.infiniteOptions({
      input: (offset: number) => ({ figure, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: ({ rows }, pages) => {
        const shown = pages.reduce((sum, page) => sum + (page.rows?.rows.length ?? 0), 0)
        return rows !== null && rows.rows.length > 0 && shown < rows.count ? shown : undefined
      },
    }),
  )
  const first = receipt.data?.pages[0]
  if (!first) {
    return (
      <Shell title="Receipt">
        {receipt.isError ? (
          <Failure message={messageOf(receipt.error)} onRetry={() => void receipt.refetch()} />
        ) : (
          <Loading lines={8} />
        )}
      </Shell>
    )
  }
  return (
    <Shell
      title={first.title}
      actions={
        <button type="button" className="plain" onClick={() => void copyAddress()}>
          Copy link
        </button>
      }
    >
      <p className={styles.value}>{figureText(first.value, workspace.org.zone)}</p>
      <p className={styles.words}>{first.words}</p>
      <ReceiptParts receipt={first} />
      <ReceiptFacts receipt={first} />
      {first.rows ? (
        <ReceiptRowsTable
          figure={figure}
          receipt={first}
          rows={receipt.data?.pages.flatMap((page) => page.rows?.rows ?? []) ?? []}
          more={receipt.hasNextPage ? () => void receipt.fetchNextPage() : null}
          loading={receipt.isFetchingNextPage}
        />
      ) : null}
    </Shell>
  )
}

async function copyAddress(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href)
    notifications.show({ message: 'Link copied' })
  } catch {
    // a page served without TLS has no clipboard: the address bar has the same link
    notifications.show({ message: 'The browser does not allow copying here. The link is in the address bar.' })
  }
}
