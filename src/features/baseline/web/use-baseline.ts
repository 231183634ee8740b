import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useAddress } from '../../address.ts'
import { useApi } from '../../api.tsx'
import { useView } from '../../view.tsx'
import { LOOKS_BACK } from '../contract.ts'

type Address = Record<string, string | undefined>

/** The baseline of the scope and period in the pickers, looking back as the address says: a year without a word. */
export function useBaseline() {
  const api = useApi()
  const { scope, period } = useView()
  const address = useAddress(['days'])
  const navigate = useNavigate()
  const days = LOOKS_BACK.find((one) => String(one) === address.days) ?? 365
  const query = useQuery(
    api.baseline.read.queryOptions({ input: { scope, period, days }, placeholderData: keepPreviousData }),
  )
  const setDays = (next: string) =>
    void navigate({
      to: '.',
      search: (before: Address) => ({ ...before, days: next === '365' ? undefined : next }),
      replace: true,
    })
  return { query, days, setDays, of: { scope, period, days } }
}

export const LOOKS_BACK_OPTIONS = LOOKS_BACK.map((days) => ({
  value: String(days),
  label: days === 90 ? '90 days' : days === 182 ? 'Half a year' : 'A year',
}))
