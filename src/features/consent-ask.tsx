import { useQuery } from '@tanstack/react-query'
import { Banner } from '#ui/frame/banner.tsx'
import { useApi } from './api.tsx'
import { useEdits } from './edits.tsx'

const ASKED = {
  namedBars: 'Your team can see bars by name. Shall yours be among them?',
  wallPersonBars: 'The wallboard of your team can show bars by name. Shall yours be among them?',
} as const

/** Asks once what the organisation leaves to each person; the answer is changed under Me. */
export function ConsentAsk() {
  const api = useApi()
  const edit = useEdits()
  const me = useQuery(api.me.get.queryOptions({ staleTime: 300_000 }))
  const open = me.data?.consents.find(({ asked, agreed }) => asked && agreed === null)
  if (open === undefined) return null
  const answer = (agreed: boolean) =>
    edit({
      label: agreed ? 'Shown; change it under Me' : 'Hidden; change it under Me',
      call: ['me.consent', { question: open.question, agreed }],
    })
  return (
    <Banner
      action={
        <>
          <button type="button" onClick={() => answer(true)}>
            Yes
          </button>
          <button type="button" onClick={() => answer(false)}>
            No
          </button>
        </>
      }
    >
      {ASKED[open.question]}
    </Banner>
  )
}
