import type { SectionProps } from '../sections.ts'
import { PeopleList } from './PeopleList.tsx'
import { Person } from './Person.tsx'

export default function People({ path: [id] }: SectionProps) {
  return id === undefined ? <PeopleList /> : <Person key={id} id={Number(id)} />
}
