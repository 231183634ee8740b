import { Button, Chip, Group, Popover, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { allows } from '#domain/access/permission.ts'
import { COMMENT_REASONS, type CommentReason, type CommentSubject } from '#domain/comment.ts'
import { formatMoment } from '#ui/format/time.ts'
import { useApi } from './api.tsx'
import styles from './comments.module.css'
import type { Comment } from './comments/contract.ts'
import { useEdits } from './edits.tsx'
import { useFrame } from './view.tsx'

interface SubjectRef {
  readonly kind: CommentSubject
  readonly id: string
}

const REASON_WORDS: Readonly<Record<CommentReason, string>> = {
  timing: 'Their timing',
  budget: 'Budget',
  scope: 'Scope',
  people: 'People changed',
  competitor: 'Competitor',
  price: 'Price',
  data: 'Data corrected',
}

/** Comments on several things of one kind, by the id of the thing. */
export function useComments(kind: CommentSubject, ids: readonly string[]): ReadonlyMap<string, readonly Comment[]> {
  const api = useApi()
  const { data } = useQuery(api.comments.list.queryOptions({ input: { kind, ids: [...ids] }, enabled: ids.length > 0 }))
  const bySubject = new Map<string, Comment[]>()
  for (const comment of data?.comments ?? [])
    bySubject.set(comment.subjectId, [...(bySubject.get(comment.subjectId) ?? []), comment])
  return bySubject
}

/** What was said about one thing, and a way to say more: the part of a drawer or a page. */
export function Comments({ subject }: { subject: SubjectRef }) {
  const comments = useComments(subject.kind, [subject.id]).get(subject.id) ?? []
  const { me } = useFrame()
  return (
    <Stack gap={16}>
      <CommentList kind={subject.kind} comments={comments} />
      {allows(me.level, 'deals.write') ? <CommentForm subject={subject} /> : null}
    </Stack>
  )
}

/** The newest word on a row, and the form behind it. */
export function CommentButton({
  subject,
  name,
  comments,
}: {
  subject: SubjectRef
  name: string
  comments: readonly Comment[]
}) {
  const [open, setOpen] = useState(false)
  const { me } = useFrame()
  const last = comments.at(-1)
  const mayWrite = allows(me.level, 'deals.write')
  if (!last && !mayWrite) return null
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus width={360}>
      <Popover.Target>
        <button
          type="button"
          className={last ? styles.last : styles.ask}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {last ? gist(last) : 'Comment'}
          <span className="sr-only"> on {name}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={16}>
        <Stack gap={16}>
          <CommentList kind={subject.kind} comments={comments} />
          {mayWrite ? <CommentForm subject={subject} onDone={() => setOpen(false)} /> : null}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function gist({ text, reasons }: Comment): string {
  return text === '' ? reasonWords(reasons) : text
}

function reasonWords(reasons: readonly CommentReason[]): string {
  return reasons.map((reason) => REASON_WORDS[reason]).join(', ')
}

function CommentList({ kind, comments }: { kind: CommentSubject; comments: readonly Comment[] }) {
  const edit = useEdits()
  const { workspace } = useFrame()
  if (comments.length === 0) return null
  return (
    <ul className={styles.list}>
      {comments.map((comment) => (
        <li key={comment.id}>
          {comment.reasons.length > 0 ? <p className={styles.reasons}>{reasonWords(comment.reasons)}</p> : null}
          {comment.text === '' ? null : <p className={styles.text}>{comment.text}</p>}
          <p className={styles.by}>
            <span>{comment.author ?? 'Command line'}</span>
            <time dateTime={new Date(comment.at).toISOString()}>{formatMoment(comment.at, workspace.org.zone)}</time>
            {comment.own ? (
              <button
                type="button"
                className="plain"
                onClick={() =>
                  edit({
                    label: 'Comment taken back',
                    call: ['comments.remove', { commentId: comment.id }],
                    undo: [
                      'comments.add',
                      {
                        subject: { kind, id: comment.subjectId },
                        text: comment.text,
                        reasons: [...comment.reasons],
                      },
                    ],
                  })
                }
              >
                Take back
              </button>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  )
}

function CommentForm({ subject, onDone }: { subject: SubjectRef; onDone?: () => void }) {
  const edit = useEdits()
  const [text, setText] = useState('')
  const [reasons, setReasons] = useState<CommentReason[]>([])
  const empty = text.trim() === '' && reasons.length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (empty) return
    edit({
      label: 'Comment added',
      call: ['comments.add', { subject, text, reasons }],
      undo: (answer) => ['comments.remove', { commentId: (answer as { commentId: string }).commentId }],
    })
    setText('')
    setReasons([])
    onDone?.()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={12}>
        <Chip.Group
          multiple
          value={reasons}
          onChange={(next) => setReasons(COMMENT_REASONS.filter((reason) => next.includes(reason)))}
        >
          <Group gap={6}>
            {COMMENT_REASONS.map((reason) => (
              <Chip key={reason} value={reason} size="xs" variant="outline">
                {REASON_WORDS[reason]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Textarea
          label="Comment"
          rows={2}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={empty}>
            Add comment
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
