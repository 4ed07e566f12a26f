import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { whenDone } from '../database.ts'

/** What stands in front of several nodes: each new connection goes to the next of them that answers. */
export async function openBalancer(ports: readonly number[]) {
  const open = new Set<Socket>()
  let turn = 0
  const server = createServer((near) => {
    near.on('error', () => near.destroy())
    open.add(near)
    near.on('close', () => open.delete(near))
    turn += 1
    reach(near, turn, ports.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  whenDone(async () => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` }

  function reach(near: Socket, at: number, left: number): void {
    const far = connect(ports[at % ports.length] ?? 0, '127.0.0.1')
    let isThere = false
    far.once('connect', () => {
      isThere = true
      near.pipe(far)
      far.pipe(near)
    })
    far.on('error', () => {
      if (isThere || left <= 1) near.destroy()
      else reach(near, at + 1, left - 1)
    })
    far.on('close', () => isThere && near.destroy())
    near.on('close', () => far.destroy())
  }
}
