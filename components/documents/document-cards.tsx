import { Card } from '@/components/ui/card'
import type { MyDocument } from '@/lib/documents/queries/mine'
import { sizeWords } from '@/lib/documents/text'
import { localDate, printPlainDate } from '@/lib/time'
import { FileLink } from './file-link'

/** One's own documents. `several`: they are of more than one person, so each says whose it is. */
export function DocumentCards({ items, several }: { items: MyDocument[]; several: boolean }) {
  return (
    <ul className="flex flex-col gap-3">
      {items.map(({ id, name, says, at, byPatient, mediaType, byteCount, clinic, patientName }) => (
        <li key={id}>
          <Card>
            <p className="font-medium">
              <FileLink href={`/api/my/files/${id}`} name={name} size={sizeWords(mediaType, byteCount)} />
            </p>
            <p className="text-muted">
              {[says, several && patientName, clinic.name].filter(Boolean).join(', ')}
            </p>
            <p className="text-muted">
              {byPatient ? 'You sent it' : 'From the clinic'},{' '}
              {printPlainDate(localDate(at, clinic.timeZone))}
            </p>
          </Card>
        </li>
      ))}
    </ul>
  )
}
