import { Refusal } from '../../../platform/pure/refusal.ts'
import { isPicture } from '../pure/kinds.ts'
import type { Answer, Task } from './examine.ts'
import { sniffType } from './sniff-type.ts'
import { writePicture } from './write-picture.ts'

// A process of its own, started by examine.ts: what strangers send is taken apart here, so that a crash, a bomb or the
// memory it took is never the server's. It holds no secret, and goes when the server goes.
process.on('message', (task: Task) => {
  void examine(task).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group: the server decides when this ends.
process.on('SIGINT', () => {})

async function examine({ file, place }: Task): Promise<Answer> {
  try {
    const type = await sniffType(file)
    return { type, picture: isPicture(type) ? await writePicture(file, type, place) : null }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code, details: error.details }
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}
