import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState, type DragEvent } from 'react'
import { formatPercent } from '#ui/format/number.ts'
import { sendFiles } from '#ui/forms/send-files.ts'
import styles from './sources.module.css'

const ACCEPTED = '.csv,.tsv,.txt,.xlsx,.zip'

/** Takes files by drop or by choice, or rows as they are copied from a spreadsheet, and opens their preview. */
export function DropZone() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [pasted, setPasted] = useState<string | null>(null)

  async function send(files: readonly File[]) {
    if (files.length === 0 || share !== null) return
    setProblem(null)
    setShare(0)
    try {
      const { importId } = await sendFiles('/api/v1/imports/files', files, setShare)
      await queries.invalidateQueries()
      await navigate({ to: '/sources/$importId', params: { importId }, search: (before: object) => before })
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The files could not be read.')
    } finally {
      setShare(null)
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const text = event.dataTransfer.getData('text/plain')
    if (event.dataTransfer.files.length === 0 && text !== '') setPasted(text)
    else void send([...event.dataTransfer.files])
  }

  return (
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p className={styles.dropWords}>
        {share === null ? 'Drop the files of one export here, together.' : `Sending, ${formatPercent(share)}`}
      </p>
      <div className={styles.dropWays}>
        <Button onClick={() => input.current?.click()} loading={share !== null}>
          Choose files
        </Button>
        {pasted === null ? (
          <button type="button" className="plain" onClick={() => setPasted('')}>
            Paste rows instead
          </button>
        ) : null}
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label="Files to import"
        onChange={(event) => {
          void send([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      {pasted === null ? null : (
        <form
          className={styles.paste}
          onSubmit={(event) => {
            event.preventDefault()
            void send([new File([pasted], 'pasted.csv', { type: 'text/csv' })])
          }}
        >
          <Textarea
            autoFocus
            autosize
            minRows={5}
            maxRows={14}
            label="Rows with their header, copied from a spreadsheet or a CSV file"
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            spellCheck={false}
          />
          <div className={styles.dropWays}>
            <Button type="submit" disabled={pasted.trim() === ''} loading={share !== null}>
              Read these rows
            </Button>
            <button type="button" className="plain" onClick={() => setPasted(null)}>
              Close
            </button>
          </div>
        </form>
      )}
      {problem ? (
        <p className="behind" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
