import { FormCheckboxes } from '@/components/form/fields'
import type { StaffRole } from '@/lib/access/actor'
import { ROLE_WORDS } from '@/lib/invitations/text'

const ROLES = Object.keys(ROLE_WORDS) as StaffRole[]

/** The roles somebody has at the clinic; several at once. */
export function RoleBoxes({ roles }: { roles?: readonly StaffRole[] }) {
  return (
    <FormCheckboxes
      name="roles"
      label="Roles"
      hint="Choose all that apply"
      defaultValues={roles}
      options={ROLES.map((role) => ({
        value: role,
        label: ROLE_WORDS[role].name,
        hint: ROLE_WORDS[role].does,
      }))}
    />
  )
}
