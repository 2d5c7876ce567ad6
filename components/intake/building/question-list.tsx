import { ActionButton } from '@/components/form/action-button'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { moveQuestionAction } from '@/lib/intake/actions'
import type { FormProblem } from '@/lib/intake/rules/definition'
import type { Definition, Question } from '@/lib/intake/schema/definition'
import { conditionWords, SECTION_WORDS, TYPE_WORDS, titleOf } from '@/lib/intake/text/building'

/** The questions of a draft in their order: each can be changed, moved by buttons, and taken away. */
export function QuestionList({
  formId,
  seen,
  definition,
  problems,
}: {
  formId: string
  seen: string
  definition: Definition
  problems: FormProblem[]
}) {
  return (
    <ol className="divide-y divide-line border-line border-y">
      {definition.questions.map((question, n) => (
        <li
          key={question.id}
          className={`flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2 ${question.type === 'section' ? 'bg-sunken px-2' : 'pl-4'}`}
        >
          <div className="min-w-0">
            <Link href={`/admin/forms/${formId}/questions/${question.id}`}>{titleOf(question)}</Link>
            <Notes question={question} definition={definition} />
            {problems
              .filter((problem) => problem.question === question.id)
              .map(({ say }) => (
                <p key={say} className="font-medium text-danger text-small">
                  {say}
                </p>
              ))}
          </div>
          <Moving
            fields={{ formId, seen, questionId: question.id }}
            title={titleOf(question)}
            isFirst={n === 0}
            isLast={n === definition.questions.length - 1}
          />
        </li>
      ))}
    </ol>
  )
}

function Notes({ question, definition }: { question: Question; definition: Definition }) {
  const { type, showIf } = question
  const asked = type === 'section' || type === 'consent' ? null : question
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-small">
      {TYPE_WORDS[type]}
      {asked?.isOptional && ' · optional'}
      {showIf && ` · only ${conditionWords(showIf, definition)}`}
      {asked?.redFlag && <Badge tone="warn">Warns staff</Badge>}
      {asked?.mapsTo && <Badge>To the chart: {SECTION_WORDS[asked.mapsTo].toLowerCase()}</Badge>}
    </p>
  )
}

function Moving({
  fields,
  title,
  isFirst,
  isLast,
}: {
  fields: Record<string, string>
  title: string
  isFirst: boolean
  isLast: boolean
}) {
  const press = (to: string, label: string, said: string) => (
    <ActionButton
      action={moveQuestionAction}
      fields={{ ...fields, to }}
      said={said}
      kind="quiet"
      size="small"
    >
      {label}
      <span className="sr-only"> “{title}”</span>
    </ActionButton>
  )
  return (
    <div className="flex flex-wrap">
      {!isFirst && press('up', 'Up', 'Moved up.')}
      {!isLast && press('down', 'Down', 'Moved down.')}
      {press('away', 'Remove', 'Removed.')}
    </div>
  )
}
