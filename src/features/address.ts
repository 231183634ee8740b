import { useSearch } from '@tanstack/react-router'

/**
 * Some parts of the address, by their names. They are the same object until one of them changes: a page that reads all of
 * the address is drawn again below every drawer that opens.
 */
export function useAddress<const Key extends string>(keys: readonly Key[]): Readonly<Partial<Record<Key, string>>> {
  const found = useSearch({
    strict: false,
    select: (search: Readonly<Record<string, unknown>>): Record<string, string> =>
      Object.fromEntries(keys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : []))),
    structuralSharing: true,
  })
  return found as Partial<Record<Key, string>>
}
