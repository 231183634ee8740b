import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { PairingScreen } from './pairing-screen.tsx'
import { WallScreen } from './wall-screen.tsx'

const STORE = 'leadout.screen'

/**
 * What a TV opens. `/wall` shows a code until someone pairs it, `/wall#token` is a signed link, `/wall?board=` is for
 * people who are signed in.
 */
export function Page() {
  const { board }: { board?: string } = useSearch({ strict: false })
  const [linked] = useState(() => globalThis.location.hash.slice(1))
  const [paired, setPaired] = useState(() => localStorage.getItem(STORE))
  useBlackPage()
  useWayBack(board !== undefined)

  if (board) return <WallScreen source={{ kind: 'preview', boardId: board }} />
  const token = linked || paired
  if (!token) {
    return (
      <PairingScreen
        onPaired={(screenToken) => {
          localStorage.setItem(STORE, screenToken)
          setPaired(screenToken)
        }}
      />
    )
  }
  return (
    <WallScreen
      source={{ kind: 'screen', screenToken: token }}
      onRevoked={
        linked
          ? undefined
          : () => {
              localStorage.removeItem(STORE)
              setPaired(null)
            }
      }
    />
  )
}

/** Someone who looked in from the app goes back with Esc; a TV has nowhere to go. */
function useWayBack(fromApp: boolean) {
  const navigate = useNavigate()
  useEffect(() => {
    if (!fromApp) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void navigate({ to: '/board/wallboards' })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [fromApp, navigate])
}

/** The whole page is black, in any colour scheme of the device. */
function useBlackPage() {
  useEffect(() => {
    document.documentElement.dataset['wall'] = ''
    return () => {
      delete document.documentElement.dataset['wall']
    }
  }, [])
}
