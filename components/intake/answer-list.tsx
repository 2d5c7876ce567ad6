import { SummaryList, type SummaryRow } from '@/components/ui/summary-list'
import type { FormPage } from '@/lib/intake/rules/pages'
import type { Answers } from '@/lib/intake/schema/answers'
import { printAnswer } from '@/lib/intake/text/words'

/** The answers of a form, section by section; with `base` each section can be gone back to. */
export function AnswerList({ pages, answers, base }: { pages: FormPage[]; answers: Answers; base?: string }) {
  return pages.map(({ id, title, questions }) => (
    <section key={id} aria-labelledby={`answers-${id}`} className="flex flex-col gap-2">
      <h2 id={`answers-${id}`} className="font-semibold text-heading">
        {title}
      </h2>
      <SummaryList
        rows={questions.map((question): SummaryRow => {
          const answer = printAnswer(question, answers[question.id])
          return {
            label: question.label,
            value: answer && <span className="whitespace-pre-line">{answer}</span>,
            ...(base && { change: { href: `${base}/${id}`, what: question.label } }),
          }
        })}
      />
    </section>
  ))
}
