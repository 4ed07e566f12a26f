import type { ClientFrame } from '../../server/platform/protocol.ts'
import type { Line, LineEvents } from './connection.ts'

const STREAM = '/api/v1/stream'

/**
 * Where WebSockets are blocked: what the server says is one endless response, a line a frame; what the client says is
 * posted, one request after the other so that the order holds. `hello` opens the stream.
 */
export function streamLine(_url: string, { onOpen, onText, onClose }: LineEvents): Line {
  const abort = new AbortController()
  let closeCode = 0
  let address = ''
  const unsent: ClientFrame[] = []
  let isPosting = false

  const post = (path: string, frames: ClientFrame[]) =>
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-causerie': '1' },
      body: frames.map((frame) => JSON.stringify(frame)).join('\n'),
      signal: abort.signal,
    })

  const flush = async () => {
    if (isPosting || !address) return
    isPosting = true
    while (unsent.length > 0) {
      const answer = await post(address, unsent.splice(0))
      if (!answer.ok) throw new Error(`${answer.status}`)
    }
    isPosting = false
  }

  const hear = (line: string) => {
    if (!line) return
    const frame: { t: string; connection?: string; code?: number } = JSON.parse(line)
    if (frame.t === 'close') closeCode = frame.code ?? 0
    else if (frame.t === 'stream') {
      address = `${STREAM}/${frame.connection}`
      flush().catch(stop)
    } else onText(line)
  }

  const listen = async (hello: ClientFrame) => {
    const answer = await post(STREAM, [hello])
    if (!answer.ok || !answer.body) return
    let rest = ''
    for await (const text of readTexts(answer.body)) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(hear)
    }
  }

  const stop = () => {
    abort.abort()
    onClose(closeCode)
  }

  // The first frame of a line is the hello, and goes with the request that opens it.
  queueMicrotask(onOpen)
  let isGreeted = false
  return {
    send: (frame) => {
      if (isGreeted) {
        unsent.push(frame)
        flush().catch(stop)
      } else {
        isGreeted = true
        listen(frame)
          .catch(() => {})
          .finally(stop)
      }
    },
    close: () => abort.abort(),
  }
}

/** Not every browser iterates a ReadableStream by itself. */
async function* readTexts(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}
