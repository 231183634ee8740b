import { Banner } from '#ui/frame/banner.tsx'
import { useEdits } from './edits.tsx'
import { useFrame } from './view.tsx'

const ASKED = {
  namedBars: 'Your team can see bars by name. Shall yours be among them?',
  wallPersonBars: 'The wallboard of your team can show bars by name. Shall yours be among them?',
} as const

/** Asks once what the organisation leaves to each person; the answer is changed under Me. */
export function ConsentAsk() {
  const edit = useEdits()
  const [open] = useFrame().workspace.asks
  if (open === undefined) return null
  const answer = (agreed: boolean) =>
    edit({
      label: agreed ? 'Shown; change it under Me' : 'Hidden; change it under Me',
      call: ['me.consent', { question: open, agreed }],
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
      {ASKED[open]}
    </Banner>
  )
}
