import { connect, createServer, type Socket } from 'node:net'

/**
 * A loopback proxy that hands everything on until `cuts` says of a piece of the answer that it, and the connection, are lost: the other
 * side has done its work, and nobody hears of it.
 */
export async function startProxy(
  to: number,
  cuts: (answer: Buffer) => boolean,
): Promise<{ port: number; lost: () => number; close: () => void }> {
  let lost = 0
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (sent) => far.write(sent))
    far.on('data', (answer) => {
      if (!cuts(answer)) return near.write(answer)
      lost += 1
      near.destroy()
      far.destroy()
      return false
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (!address || typeof address !== 'object') throw new Error('the proxy has no port')
  return {
    port: address.port,
    lost: () => lost,
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
