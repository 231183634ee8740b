import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { allows } from '#domain/access/permission.ts'
import { Section } from '#ui/frame/page-head.tsx'
import { useApi } from '../../api.tsx'
import { useEdits } from '../../edits.tsx'
import { useFrame } from '../../view.tsx'
import type { Duplicate } from '../contract.ts'
import styles from './accounts.module.css'
import { duplicateWords } from './words.ts'

/** What looks like the same one, to be merged with a tap; and what was merged, to be split again. */
export function Alike({
  kind,
  id,
  name,
  duplicates,
}: {
  kind: 'account' | 'contact'
  id: string
  name: string
  duplicates: readonly Duplicate[]
}) {
  const api = useApi()
  const edit = useEdits()
  const { me } = useFrame()
  const { data } = useQuery(api.merges.of.queryOptions({ input: { kind, id } }))
  const merges = data?.merges ?? []
  const mayWrite = allows(me.level, 'accounts.write')
  if (!mayWrite || duplicates.length + merges.length === 0) return null
  return (
    <Section title={duplicates.length > 0 ? 'The same one twice?' : 'Merged'}>
      <ul className={styles.alike}>
        {duplicates.map((duplicate) => (
          <li key={duplicate.id}>
            <span>{duplicateWords(duplicate)}</span>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                edit({
                  label: `${duplicate.name} merged into ${name}`,
                  call: ['merges.merge', { kind, from: duplicate.id, into: id }],
                  undo: (answer) => ['merges.split', { mergeId: (answer as { mergeId: string }).mergeId }],
                })
              }
            >
              Merge into this one
            </Button>
          </li>
        ))}
        {merges.map((merge) => (
          <li key={merge.mergeId}>
            <span>{merge.name ?? 'Another one'} is part of this one.</span>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                edit({
                  label: `${merge.name ?? 'The other one'} split from ${name}`,
                  call: ['merges.split', { mergeId: merge.mergeId }],
                })
              }
            >
              Split
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
