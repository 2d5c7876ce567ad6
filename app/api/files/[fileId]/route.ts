import { signedIn } from '@/lib/access/current'
import { download } from '@/lib/actions/download'
import { readFile } from '@/lib/documents/queries/read'

type Context = { params: Promise<{ fileId: string }> }

/** A document of a patient, to staff. */
export const GET = (_request: Request, { params }: Context) =>
  download(async () => readFile(await signedIn('staff'), (await params).fileId))
