import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { whenDone } from '../database.ts'
import type { Dice } from './dice.ts'

/** How bad the line is. Of what TCP makes of a bad line, clients notice only time, silence and ends. */
export type Weather = {
  /** Milliseconds that everything takes, at most. */
  delay: number
  /** The part of all pieces that is lost on the way: each comes a while later, and all behind it wait. */
  loss: number
  /** The part of all pieces at which the line breaks, on both sides. */
  cuts: number
}
export type Line = Awaited<ReturnType<typeof openLine>>

const AGAIN_MS = 200

/** A line of our own between clients and the server, good until it is told otherwise. */
export async function openLine(to: number, dice: Dice) {
  const pairs = new Set<{ isSilent: boolean; end(): void }>()
  let weather: Weather = { delay: 0, loss: 0, cuts: 0 }
  const told = { lost: 0, cuts: 0 }

  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    const pair = {
      isSilent: false,
      end() {
        pairs.delete(pair)
        near.destroy()
        far.destroy()
      },
    }
    pairs.add(pair)
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', pair.end)
      // A dead line tells nobody of its end.
      from.on('close', () => pair.isSilent || pair.end())
      carry(from, into, pair)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const cutAll = () => {
    for (const pair of pairs) pair.end()
  }
  whenDone(async () => {
    cutAll()
    server.close()
  })

  /** Piece by piece, in order: a piece that is late holds up all behind it. */
  function carry(from: Socket, into: Socket, pair: { isSilent: boolean; end(): void }): void {
    let before = Promise.resolve()
    from.on('data', (piece) => {
      const { delay, loss, cuts } = weather
      if (dice.roll() < cuts) {
        told.cuts += 1
        return pair.end()
      }
      const isLost = dice.roll() < loss
      if (isLost) told.lost += 1
      const wait = dice.roll() * delay + (isLost ? AGAIN_MS : 0)
      before = before.then(async () => {
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        if (!pair.isSilent && !into.destroyed) into.write(piece)
      })
    })
  }

  return {
    url: `http://127.0.0.1:${port}`,
    told,
    become: (next: Partial<Weather>) => {
      weather = { delay: 0, loss: 0, cuts: 0, ...next }
    },
    cutAll,
    /** So many of the lines are dead from now on, and nobody is told. */
    silence(count: number): void {
      for (const pair of [...pairs].slice(0, count)) pair.isSilent = true
    },
  }
}
