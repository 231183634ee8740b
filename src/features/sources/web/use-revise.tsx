import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api.tsx'
import { messageOf } from '../../failure.ts'
import type { ImportPreview } from '../contract.ts'

/** What every change of a plan does: the answer is the new preview, a refusal is said. */
export function useRevise(importId: string) {
  const api = useApi()
  const queries = useQueryClient()
  return {
    onSuccess: (preview: ImportPreview) => {
      queries.setQueryData(api.sources.imports.preview.queryKey({ input: { importId } }), preview)
      queries.setQueryData(api.sources.imports.get.queryKey({ input: { importId } }), preview.import)
    },
    onError: (error: Error) => void notifications.show({ message: messageOf(error), role: 'alert' }),
  }
}
