import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { isText, keptType, textType } from '../pure/kinds.ts'

const START_BYTES = 65_536

/** Formats that are text: recognised by words no letter begins with. */
const TEXTUAL = /^(text\/|application\/(pdf|rtf|postscript|eps|xml)$)|\+xml$/

/** What a file on disk is, by its bytes alone [FI4]. A text that begins with `BM` or `MZ` is no bitmap and no program. */
export async function sniffType(file: string): Promise<string> {
  const start = await startOf(file)
  const found = (await fileTypeFromFile(file))?.mime
  return found === undefined || (isText(start) && !TEXTUAL.test(found)) ? textType(start) : keptType(found)
}

async function startOf(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
