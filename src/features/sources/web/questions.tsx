import { Radio, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import type { ImportQuestion } from '../contract.ts'
import { useRevise } from './use-revise.tsx'
import { isOpen, optionWords } from './words.ts'

/**
 * What a file does not tell: each question shows both readings on a row of the file. Answers and guesses stay in sight
 * and can be changed until the import is written.
 */
export function Questions({ importId, questions }: { importId: string; questions: readonly ImportQuestion[] }) {
  const open = questions.filter(isOpen)
  const guessed = questions.filter((question) => question.answer === null && !isOpen(question))
  const answered = questions.filter(({ answer }) => answer !== null)
  return (
    <>
      {open.length > 0 ? (
        <Section title="Questions" aside={open.length === 1 ? 'one is open' : `${formatCount(open.length)} are open`}>
          <List importId={importId} questions={open} />
        </Section>
      ) : null}
      {guessed.length > 0 ? (
        <Section title="Read by a guess" aside="holds unless you say otherwise">
          <List importId={importId} questions={guessed} />
        </Section>
      ) : null}
      {answered.length > 0 ? (
        <Section title="Answered" aside="can be changed until it is imported">
          <List importId={importId} questions={answered} />
        </Section>
      ) : null}
    </>
  )
}

function List({ importId, questions }: { importId: string; questions: readonly ImportQuestion[] }) {
  const api = useApi()
  const answer = useMutation(api.sources.imports.answer.mutationOptions(useRevise(importId)))
  return (
    <Stack gap={24} pt={16}>
      {questions.map((question) => (
        <Radio.Group
          key={question.key}
          label={question.text}
          inputWrapperOrder={['label', 'description', 'input']}
          description={[question.file, question.column].filter((part) => part !== null).join(', column ')}
          value={question.answer ?? (question.guess?.taken ? question.guess.value : '')}
          onChange={(value) => answer.mutate({ importId, key: question.key, value })}
        >
          <Stack gap={8} mt={8}>
            {question.options.map((option) => (
              <Radio
                key={option.value}
                value={option.value}
                label={option.example}
                description={optionWords(question, option)}
              />
            ))}
          </Stack>
        </Radio.Group>
      ))}
    </Stack>
  )
}
