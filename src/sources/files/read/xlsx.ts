import type { Blob } from './blob.ts'
import type { InputFile } from './input.ts'

export async function* sheetFiles(blob: Blob): AsyncIterable<InputFile> {
  throw new Error(blob.name)
}
