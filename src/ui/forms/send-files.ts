/**
 * Sends files as they are, with the share that has left the browser. `fetch` cannot tell that share, so this is an
 * XMLHttpRequest. Rejects with the server's own words.
 */
export function sendFiles(
  url: string,
  files: readonly File[],
  onShare: (share: number) => void,
): Promise<{ importId: string }> {
  const body = new FormData()
  for (const file of files) body.append('file', file, file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.responseType = 'json'
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total)
    }
    request.onerror = () => reject(new Error('The server cannot be reached.'))
    request.onload = () => {
      const answer: unknown = request.response
      if (request.status < 300 && hasText(answer, 'importId')) resolve({ importId: answer.importId })
      else reject(new Error(hasText(answer, 'message') ? answer.message : 'The files could not be read.'))
    }
    request.send(body)
  })
}

function hasText<Key extends string>(value: unknown, key: Key): value is Record<Key, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    key in value &&
    typeof (value as Record<Key, unknown>)[key] === 'string'
  )
}
