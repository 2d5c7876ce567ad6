import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import type { NoteTemplate } from '@/lib/notes/queries/templates'
import { InsertButton } from './insert-button'

/** Ready words, above the note that is being written. */
export function TemplateChoice({ templates }: { templates: NoteTemplate[] }) {
  return (
    <Disclosure summary="Templates">
      {templates.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {templates.map(({ id, name, texts }) => (
            <li key={id}>
              <InsertButton texts={texts}>{name}</InsertButton>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link href="/clinic/notes/templates">
          {templates.length > 0 ? 'Change templates' : 'Make a template'}
        </Link>
      </p>
    </Disclosure>
  )
}
