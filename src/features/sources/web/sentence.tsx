import { Figure } from '../../figure.tsx'
import type { Part } from './words.ts'

/** A sentence whose numbers open their receipts. */
export function Sentence({ parts }: { parts: readonly Part[] }) {
  return (
    <>
      {parts.map(({ text, figure }, at) =>
        figure === undefined ? (
          <span key={at}>{text}</span>
        ) : (
          <Figure key={at} figure={figure}>
            {text}
          </Figure>
        ),
      )}
    </>
  )
}
