import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { signInAction } from '@/lib/account/actions'
import { DEMO_PASSWORD, signIns } from '@/prisma/seed/cast'

/** Only in the demo, whose people and passwords are everybody's: one press signs in as any of the cast. */
export function DemoSignIns({ next }: { next: string | null }) {
  return (
    <section aria-labelledby="try-it-as" className="mt-12 max-w-160 border-line border-t pt-6">
      <h2 id="try-it-as" className="font-semibold text-heading">
        Try it as
      </h2>
      <p className="mt-1 text-muted">
        This is a demo: everybody in it is made up. The password is {DEMO_PASSWORD}.
      </p>
      <ul className="mt-4 flex flex-col gap-3">
        {signIns.map(({ email, name, role }) => (
          <li key={email}>
            <ActionForm
              action={signInAction}
              prefix={`${email}-`}
              className="flex flex-wrap items-center gap-x-4 gap-y-1"
            >
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={DEMO_PASSWORD} />
              {next && <input type="hidden" name="next" value={next} />}
              <SubmitButton kind="secondary" size="small">
                {name}
              </SubmitButton>
              <span className="text-muted">
                {role}, {email}
              </span>
            </ActionForm>
          </li>
        ))}
      </ul>
    </section>
  )
}
