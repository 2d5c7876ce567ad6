import { findDemoMail } from '@/lib/mail/queries'

/** A file that came with a mail of the demo; 404 everywhere else. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string; file: string }> }) {
  const { id, file } = await params
  const mail = await findDemoMail(id)
  const attachment = mail?.attachments.find(({ name }) => name === decodeURIComponent(file))
  if (!attachment) return new Response('Not found', { status: 404 })
  return new Response(attachment.content, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="appointment.ics"',
      'Cache-Control': 'no-store',
    },
  })
}
