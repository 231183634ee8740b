import { Button } from '@mantine/core'

/** The list as the screen filters and sorts it, as a file. */
export function ExportButton({ file, of }: { file: string; of: Readonly<Record<string, string | boolean>> }) {
  const query = new URLSearchParams(Object.entries(of).map(([name, value]) => [name, String(value)]))
  return (
    <Button variant="default" component="a" href={`/api/v1/account-list/${file}.csv?${query.toString()}`} download>
      Export
    </Button>
  )
}
