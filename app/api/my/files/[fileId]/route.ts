import { signedIn } from '@/lib/access/current'
import { download } from '@/lib/actions/download'
import { readFile } from '@/lib/documents/queries/read'

type Context = { params: Promise<{ fileId: string }> }

/** A document, to the person it is about or whoever acts for them. */
export const GET = (_request: Request, { params }: Context) =>
  download(async () => readFile(await signedIn('patient'), (await params).fileId))
