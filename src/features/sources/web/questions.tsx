import { Radio, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import type { ImportQuestion } from '../contract.ts'
import { useRevise } from './use-revise.tsx'

/**
 * What a file does not tell: each question shows both readings on a row of the file. Answers stay in sight and can be
 * changed until the import is written.
 */
export function Questions({ importId, questions }: { importId: string; questions: readonly ImportQuestion[] }) {
  const open = questions.filter(({ answer }) => answer === null)
  const answered = questions.filter(({ answer }) => answer !== null)
  return (
    <>
      {open.length > 0 ? (
        <Section title="Questions" aside={open.length === 1 ? 'one is open' : `${formatCount(open.length)} are open`}>
          <List importId={importId} questions={open} />
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
          description={[question.file, question.column].filter((part) => part !== null).join(', column ')}
          value={question.answer ?? ''}
          onChange={(value) => answer.mutate({ importId, key: question.key, value })}
        >
          <Stack gap={8} mt={8}>
            {question.options.map((option) => (
              <Radio
                key={option.value}
                value={option.value}
                label={option.example === '' ? option.value.replaceAll('+', ', ') : option.example}
                description={optionWords(question, option)}
              />
            ))}
          </Stack>
        </Radio.Group>
      ))}
    </Stack>
  )
}

function optionWords({ key, suggested }: ImportQuestion, option: ImportQuestion['options'][number]): string {
  const rows = `${formatCount(option.rows)} ${option.rows === 1 ? 'row' : 'rows'}`
  const fit = key.startsWith('deal-key:') ? `${option.value.replaceAll('+', ', ')}: ${rows} the same` : `fits ${rows}`
  return option.value === suggested ? `${fit}, suggested` : fit
}
