import { Button } from '@mantine/core'
import { useRef, useState, type ReactNode } from 'react'
import { formatPercent } from '../format/number.ts'
import styles from './file-drop.module.css'
import { sendFiles } from './send-files.ts'

/** The sending of files to an address: which share has left, and what went wrong. */
export function useSending(url: string, onSent: (importId: string) => Promise<unknown>) {
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async (files: readonly File[]) => {
    if (files.length === 0 || share !== null) return
    setProblem(null)
    setShare(0)
    try {
      const { importId } = await sendFiles(url, files, setShare)
      await onSent(importId)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The files could not be read.')
    } finally {
      setShare(null)
    }
  }
  return { share, problem, send }
}

interface FileDropProps {
  readonly sending: ReturnType<typeof useSending>
  /** endings of files that can be chosen, with commas */
  readonly accept: string
  /** what to drop, while nothing is sent */
  readonly words: string
  /** of the choice of files, for those who do not see the place */
  readonly label: string
  /** takes what is dropped without a file, such as text */
  readonly onText?: (text: string) => void
  /** beside the button */
  readonly ways?: ReactNode
  /** below */
  readonly children?: ReactNode
}

/** A place to drop files, or to choose them. */
export function FileDrop({ sending, accept, words, label, onText, ways, children }: FileDropProps) {
  const { share, problem, send } = sending
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
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
        const text = event.dataTransfer.getData('text/plain')
        if (onText && event.dataTransfer.files.length === 0 && text !== '') onText(text)
        else void send([...event.dataTransfer.files])
      }}
    >
      <p className={styles.words}>{share === null ? words : `Sending, ${formatPercent(share)}`}</p>
      <div className={styles.ways}>
        <Button onClick={() => input.current?.click()} loading={share !== null}>
          Choose files
        </Button>
        {ways}
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          void send([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      {children}
      {problem ? (
        <p className="behind" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
