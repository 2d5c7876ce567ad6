import {
  CalendarCheck,
  CalendarX,
  CircleCheck,
  CircleDashed,
  DoorOpen,
  type LucideIcon,
  Stethoscope,
  UserX,
} from 'lucide-react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { BookingStatus } from '@/lib/booking/rules'
import { STATUS_WORDS } from '@/lib/booking/text'

const looks: Record<BookingStatus, { tone: BadgeTone; icon: LucideIcon }> = {
  requested: { tone: 'warn', icon: CircleDashed },
  held: { tone: 'neutral', icon: CircleDashed },
  confirmed: { tone: 'neutral', icon: CalendarCheck },
  arrived: { tone: 'warn', icon: DoorOpen },
  in_progress: { tone: 'accent', icon: Stethoscope },
  completed: { tone: 'ok', icon: CircleCheck },
  cancelled: { tone: 'danger', icon: CalendarX },
  no_show: { tone: 'danger', icon: UserX },
  expired: { tone: 'neutral', icon: CalendarX },
}

/** Where a booking stands, in words with an icon. */
export function StatusBadge({ status }: { status: BookingStatus }) {
  return <Badge {...looks[status]}>{STATUS_WORDS[status]}</Badge>
}
