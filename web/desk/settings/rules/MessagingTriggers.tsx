import type { SectionProps } from '../sections.ts'
import { Rules } from './Rules.tsx'

export default function MessagingTriggers({ path }: SectionProps) {
  return <Rules kind="messaging_trigger" path={path} />
}
