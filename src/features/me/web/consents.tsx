import { Stack, Switch } from '@mantine/core'
import { Section } from '#ui/frame/page-head.tsx'
import { useEdits } from '../../edits.tsx'
import { QUESTIONS } from './words.ts'

type Question = keyof typeof QUESTIONS

/** What the organisation asks each person before it is shown; changed here at any time. */
export function Consents({
  consents,
}: {
  consents: readonly { readonly question: Question; readonly agreed: boolean | null; readonly asked: boolean }[]
}) {
  const edit = useEdits()
  const asked = consents.filter((one) => one.asked)
  if (asked.length === 0) return null
  const answer = (question: Question, agreed: boolean) =>
    edit({
      label: agreed ? 'Shown from now on' : 'Hidden from now on',
      call: ['me.consent', { question, agreed }],
      undo: ['me.consent', { question, agreed: !agreed }],
    })
  return (
    <Section title="What I agree to">
      <Stack gap={16} pt={16}>
        {asked.map(({ question, agreed }) => (
          <Switch
            key={question}
            label={QUESTIONS[question]}
            description={agreed === null ? 'Not answered yet: it is not shown' : 'You can change it at any time'}
            checked={agreed === true}
            onChange={(event) => answer(question, event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </Section>
  )
}
