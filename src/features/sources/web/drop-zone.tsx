import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState, type DragEvent } from 'react'
import { formatPercent } from '#ui/format/number.ts'
import styles from './sources.module.css'
import { uploadFiles } from './upload.tsx'

const ACCEPTED = '.csv,.tsv,.txt,.xlsx,.zip,.gz'

/** Takes files by drop or by choice and opens their preview. */
export function DropZone() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  async function send(files: readonly File[]) {
    if (files.length === 0) return
    setProblem(null)
    setShare(0)
    try {
      const { importId } = await uploadFiles(files, setShare)
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
    void send([...event.dataTransfer.files])
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
      <Button onClick={() => input.current?.click()} loading={share !== null}>
        Choose files
      </Button>
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
      {problem ? (
        <p className="behind" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
