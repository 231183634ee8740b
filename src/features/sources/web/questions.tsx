import { Radio, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { formatCount } from '#ui/format/number.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import type { ImportQuestion } from '../contract.ts'
import { useRevise } from './use-revise.tsx'

/** What a file does not tell: each question shows both readings on a row of the file. */
export function Questions({ importId, questions }: { importId: string; questions: readonly ImportQuestion[] }) {
  const api = useApi()
  const answer = useMutation(api.sources.imports.answer.mutationOptions(useRevise(importId)))
  if (questions.length === 0) return null
  return (
    <Section title="Questions">
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
                  label={option.example}
                  description={`fits ${formatCount(option.rows)} rows${option.value === question.suggested ? ', suggested' : ''}`}
                />
              ))}
            </Stack>
          </Radio.Group>
        ))}
      </Stack>
    </Section>
  )
}
