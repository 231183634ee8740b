import { LeadoutError } from '#domain/errors.ts'
import { SaxesParser } from 'saxes'

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(piece: string): void
  close(name: string): void
}

/**
 * Feeds XML to a handler piece by piece, yielding after each. Names come without prefix. A document type is refused:
 * spreadsheets have none, and entity bombs are made of them.
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncIterable<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let failure: Error | null = null
  parser.on('error', (error) => {
    failure ??= error
  })
  parser.on('doctype', () => {
    failure ??= new Error('a document type is not allowed')
  })
  parser.on('opentag', ({ name, attributes }) => handler.open(local(name), attributes))
  parser.on('closetag', ({ name }) => handler.close(local(name)))
  parser.on('text', (text) => handler.text(text))
  parser.on('cdata', (text) => handler.text(text))
  const decoder = new TextDecoder('utf-8')
  let empty = true
  for await (const piece of bytes) {
    empty = false
    parser.write(decoder.decode(piece, { stream: true }))
    check(failure)
    yield
  }
  // a workbook without the part: most are optional
  if (empty) return
  parser.close()
  check(failure)
  yield
}

function check(failure: Error | null): void {
  if (failure !== null)
    throw new LeadoutError('invalid', 'The workbook is damaged and cannot be read.', { cause: failure.message })
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** 0-based column of a cell reference such as `AB12`. */
export function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}
