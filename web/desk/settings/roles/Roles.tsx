import type { SectionProps } from '../sections.ts'
import { RoleList } from './RoleList.tsx'
import { RolePage } from './RolePage.tsx'

/** `new` makes one, `new/3` one that begins as role 3. */
export default function Roles({ path: [id, from] }: SectionProps) {
  if (id === undefined) return <RoleList />
  return (
    <RolePage
      key={`${id} ${from}`}
      id={id === 'new' ? null : Number(id)}
      from={from === undefined ? null : Number(from)}
    />
  )
}
