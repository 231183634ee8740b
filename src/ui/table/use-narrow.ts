import { useEffect, useState } from 'react'

/** Whether the window is no wider than so many pixels, told again as it changes. */
export function useNarrow(widest: number): boolean {
  const query = `(max-width: ${widest}px)`
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const onChange = () => setNarrow(media.matches)
    onChange()
    media.addEventListener('change', onChange)
    return () => media.removeEventListener('change', onChange)
  }, [query])
  return narrow
}
