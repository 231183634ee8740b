import { useMemo } from 'react'
import { useFrame } from '../../view.tsx'

/** The people whom the viewer may choose as owners. */
export function useOwners(): { readonly value: string; readonly label: string }[] {
  const { workspace } = useFrame()
  return useMemo(
    () =>
      workspace.scopes.flatMap(({ scope, name }) =>
        scope.kind === 'person' ? [{ value: scope.id, label: name }] : [],
      ),
    [workspace],
  )
}
