import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { FileDrop, useSending } from '#ui/forms/file-drop.tsx'
import styles from './sources.module.css'

/** Takes files by drop or by choice, or rows as they are copied from a spreadsheet, and opens their preview. */
export function DropZone() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [pasted, setPasted] = useState<string | null>(null)
  const sending = useSending('/api/v1/imports/files', async (importId) => {
    await queries.invalidateQueries()
    await navigate({ to: '/sources/$importId', params: { importId }, search: (before: object) => before })
  })
  const paste = (
    <button type="button" className="plain" onClick={() => setPasted('')}>
      Paste rows instead
    </button>
  )
  return (
    <FileDrop
      sending={sending}
      accept=".csv,.tsv,.txt,.xlsx,.zip"
      words="Drop the files of one export here, together."
      label="Files to import"
      onText={setPasted}
      ways={pasted === null ? paste : null}
    >
      {pasted === null ? null : (
        <form
          className={styles.paste}
          onSubmit={(event) => {
            event.preventDefault()
            void sending.send([new File([pasted], 'pasted.csv', { type: 'text/csv' })])
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
            <Button type="submit" disabled={pasted.trim() === ''} loading={sending.share !== null}>
              Read these rows
            </Button>
            <button type="button" className="plain" onClick={() => setPasted(null)}>
              Close
            </button>
          </div>
        </form>
      )}
    </FileDrop>
  )
}
