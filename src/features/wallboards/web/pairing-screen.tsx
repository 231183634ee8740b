import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Mark } from '#ui/mark.tsx'
import { useApi } from '../../api.tsx'
import styles from './wall.module.css'

const ASK_EVERY_MS = 2500

/** Six digits for someone to type into the app; a used or expired code is replaced by itself. */
export function PairingScreen({ onPaired }: { onPaired: (screenToken: string) => void }) {
  const api = useApi()
  const code = useQuery(
    api.wallboards.wall.requestCode.queryOptions({
      staleTime: Infinity,
      gcTime: Infinity,
      retry: true,
      refetchOnWindowFocus: false,
    }),
  )
  const deviceToken = code.data?.deviceToken ?? ''
  const pairing = useQuery(
    api.wallboards.wall.pairing.queryOptions({
      input: { deviceToken },
      enabled: deviceToken !== '',
      refetchInterval: ASK_EVERY_MS,
      refetchIntervalInBackground: true,
      retry: true,
    }),
  )
  const { refetch } = code
  const state = pairing.isPlaceholderData ? undefined : pairing.data
  useEffect(() => {
    if (state?.state === 'paired') onPaired(state.screenToken)
    if (state?.state === 'expired') void refetch()
  }, [state, onPaired, refetch])

  const digits = code.data?.code ?? ''
  return (
    <main className={styles.pairing}>
      <Mark size={64} />
      <h1 className={styles.pairingTitle}>Pair this screen</h1>
      <p className={styles.code} aria-label={`Code ${digits.split('').join(' ')}`}>
        {digits ? `${digits.slice(0, 3)} ${digits.slice(3)}` : '··· ···'}
      </p>
      <p className={styles.pairingHelp}>In Leadout open Board, Wallboards, Pair a TV, and type this code.</p>
      {code.isError || pairing.isError ? (
        <p className={styles.pairingHelp} role="status">
          The server cannot be reached. Trying again.
        </p>
      ) : null}
    </main>
  )
}
