import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** `takes` mail, `refuses` it for now (451), or takes it and `hangsUp` without saying so. */
export type Mood = 'takes' | 'refuses' | 'hangsUp'

/** A real mail server on loopback, for what a mailed person would get. `mails` are raw; give `url` to SMTP_URL. */
export async function openPostOffice() {
  const mails: string[] = []
  const office = { mood: 'takes' as Mood }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (office.mood === 'refuses')
          return done(Object.assign(new Error('try later'), { responseCode: 451 }))
        mails.push(Buffer.concat(parts).toString())
        if (office.mood === 'hangsUp') return void hangUp(server, session.id)
        done()
      })
    },
  })
  const port = await new Promise<number>((opened) => {
    const listening = server.listen(0, '127.0.0.1', () =>
      opened((listening.address() as { port: number }).port),
    )
  })
  return {
    office,
    mails,
    url: `smtp://127.0.0.1:${port}`,
    /** What came, as a mail program reads it. */
    read: () => Promise.all(mails.map((raw) => PostalMime.parse(raw))),
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

function hangUp(server: SMTPServer, sessionId: string) {
  for (const connection of server.connections)
    if ((connection as unknown as { id: string }).id === sessionId)
      (connection as unknown as { _socket: { destroy: () => void } })._socket.destroy()
}
