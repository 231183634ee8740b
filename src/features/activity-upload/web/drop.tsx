import { Button, Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { formatPercent } from '#ui/format/number.ts'
import { sendFiles } from '#ui/forms/send-files.ts'
import styles from './capture.module.css'

const ACCEPTED = '.ics,.ical,.mbox,.eml,.csv,.zip'

/** Takes the files of one's own mailbox or calendar by drop or by choice, and opens their preview. */
export function Drop() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [share, setShare] = useState<number | null>(null)
  const [whole, setWhole] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function send(files: readonly File[]) {
    if (files.length === 0 || share !== null) return
    setProblem(null)
    setShare(0)
    try {
      const url = `/api/v1/captures/files${whole ? '?complete=true' : ''}`
      const { importId } = await sendFiles(url, files, setShare)
      await queries.invalidateQueries()
      await navigate({ to: '/sources/mine/$importId', params: { importId }, search: (before: object) => before })
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The files could not be read.')
    } finally {
      setShare(null)
    }
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
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void send([...event.dataTransfer.files])
      }}
    >
      <p className={styles.dropWords}>
        {share === null
          ? 'Drop a calendar (.ics) or a mailbox (.mbox, .eml, .csv) here.'
          : `Sending, ${formatPercent(share)}`}
      </p>
      <Button onClick={() => input.current?.click()} loading={share !== null}>
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label="Mailbox or calendar files"
        onChange={(event) => {
          void send([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <Checkbox
        className={styles.whole}
        checked={whole}
        onChange={(event) => setWhole(event.currentTarget.checked)}
        label="This is my whole calendar: meetings I uploaded before that are not in it were deleted"
      />
      {problem ? (
        <p className="behind" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
