import type { SectionProps } from '../sections.ts'
import { Rules } from './Rules.tsx'

export default function Automations({ path }: SectionProps) {
  return <Rules kind="automation" path={path} />
}
