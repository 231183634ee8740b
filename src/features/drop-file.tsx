import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { allows } from '#domain/access/permission.ts'
import { useFrame } from './view.tsx'

/** What an empty page offers: the way to the imports, for those who may import. */
export function DropFile() {
  const { me } = useFrame()
  if (!allows(me.level, 'imports.manage')) return null
  return (
    <Button component={Link} to="/sources">
      Drop a file
    </Button>
  )
}
