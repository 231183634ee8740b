import { Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { FileDrop, useSending } from '#ui/forms/file-drop.tsx'
import styles from './capture.module.css'

/** Takes the files of one's own mailbox or calendar by drop or by choice, and opens their preview. */
export function Drop() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [whole, setWhole] = useState(false)
  const sending = useSending(`/api/v1/captures/files${whole ? '?complete=true' : ''}`, async (importId) => {
    await queries.invalidateQueries()
    await navigate({ to: '/sources/mine/$importId', params: { importId }, search: (before: object) => before })
  })
  return (
    <FileDrop
      sending={sending}
      accept=".ics,.ical,.mbox,.eml,.csv,.zip"
      words="Drop a calendar (.ics) or a mailbox (.mbox, .eml, .csv) here."
      label="Mailbox or calendar files"
    >
      <Checkbox
        className={styles.whole}
        checked={whole}
        onChange={(event) => setWhole(event.currentTarget.checked)}
        label="This is my whole calendar: meetings I uploaded before that are not in it were deleted"
      />
    </FileDrop>
  )
}
