import type { SectionProps } from '../sections.ts'
import { Rules } from './Rules.tsx'

export default function Triggers({ path }: SectionProps) {
  return <Rules kind="trigger" path={path} />
}
