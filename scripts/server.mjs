// @ts-check
import { once } from 'node:events'
import { createServer, STATUS_CODES } from 'node:http'
import net from 'node:net'
import next from 'next'

// The production server: Next's own request handler on a plain node:http server, so that it can be drained. Plain JavaScript, because it
// runs without a compiler in between. Started by scripts/start.ts, which tells it by SIGTERM or by dying.

const DRAIN_SECONDS = 12
const LAST_ANSWER_MS = 1500
const port = Number(process.argv[2])
const app = next({ dev: false, port, hostname: 'localhost' })
await app.prepare()
const handle = app.getRequestHandler()

let isDraining = false
/** Nobody can connect any more: whoever keeps a connection open hears that this answer is the last on it. */
let isClosed = false
/** Who came in while the door was closing. @type {(() => void)[]} */
const doorway = []
const server = createServer((request, response) => {
  if (isDraining && !isClosed) doorway.push(() => answer(request, response))
  else answer(request, response)
})

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function answer(request, response) {
  if (isClosed) response.setHeader('Connection', 'close')
  const refused = refusalOf(request)
  if (refused === null) return handle(request, response)
  response.writeHead(refused, { 'Content-Type': 'text/plain' }).end(STATUS_CODES[refused])
}
// Nothing of ours is a WebSocket, and Next leaves who asks for one waiting for ever.
server.on('upgrade', (_request, socket) =>
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
)
// Longer than the idle time of the usual load balancers (60 s), which otherwise send into a closing connection.
server.keepAliveTimeout = 65_000
server.headersTimeout = 66_000
server.requestTimeout = 60_000

await listen(10)
process.send?.('listening')
process.on('SIGTERM', drain)
process.on('SIGINT', drain)
// The start script was killed: so is this server.
process.on('disconnect', () => process.exit(1))

/**
 * What Next would answer with a 500, or take for an address elsewhere and redirect to.
 * @param {import('node:http').IncomingMessage} request
 */
function refusalOf({ method, url = '' }) {
  if (method === 'TRACE') return 405
  if (!url.startsWith('/')) return 400
  try {
    if (url.includes('%')) decodeURIComponent(url.split('?', 1)[0] ?? '')
    return null
  } catch {
    return 400
  }
}

/** @param {number} tries a killed server may need a moment to let go of its port */
async function listen(tries) {
  try {
    server.listen(port)
    await once(server, 'listening')
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'EADDRINUSE') throw error
    if (tries === 0) {
      console.error(`Port ${port} is in use. Choose another: PORT=${port + 1} npm start`)
      process.exit(1)
    }
    await new Promise((done) => setTimeout(done, 500))
    await listen(tries - 1)
  }
}

/** No new connections; what is under way is finished; then jobs and pools end (lib/closing.ts). */
async function drain() {
  if (isDraining) return
  isDraining = true
  setTimeout(() => process.exit(1), DRAIN_SECONDS * 1000).unref()
  await letIn()
  // Streams would not end by themselves; their browsers come back to another process.
  const draining = /** @type {{ anteroomDraining?: (() => void)[] }} */ (globalThis).anteroomDraining ?? []
  for (const end of draining) end()
  await lastAnswers()
  const closing =
    /** @type {{ anteroomClosing?: (() => Promise<void>)[] }} */ (globalThis).anteroomClosing ?? []
  await Promise.allSettled(closing.map((close) => close()))
  process.exit(0)
}

/**
 * Whoever has connected is let in: those who still wait when the door closes are cut off. One is let in a turn of the event loop, so until it
 * is closed nothing new is begun, which makes the turns short. At most a second.
 */
async function letIn() {
  let quietTurns = 0
  server.on('connection', () => {
    quietTurns = 0
  })
  for (let turn = performance.now(), until = turn + 1000; quietTurns < 3 && turn < until; ) {
    await new Promise((done) => setImmediate(done))
    const took = performance.now() - turn
    quietTurns = took < 1 ? quietTurns + 1 : 0
    turn += took
  }
}

/**
 * The door is closed, and whoever holds a connection hears with their next answer that it is the last. Only then are those that rest cut: a
 * request may be on its way on them, which is why this is not http's `close`, which cuts them at once.
 */
async function lastAnswers() {
  const ended = new Promise((done) => net.Server.prototype.close.call(server, done))
  isClosed = true
  for (const answer of doorway.splice(0)) answer()
  await Promise.race([ended, new Promise((done) => setTimeout(done, LAST_ANSWER_MS))])
  const cutting = setInterval(() => server.closeIdleConnections(), 50)
  await ended
  clearInterval(cutting)
}
