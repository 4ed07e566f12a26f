import { complaintsIn } from '../parts/complaints.ts'
import { useWrongWords } from '../rules/useWrongWords.ts'
import { usePlaceWords } from './usePlaceWords.ts'
import css from './Transfer.module.css'

/** What is wrong in a file, by its places. */
export function Wrong({ details }: { details: unknown }) {
  const words = useWrongWords()
  const place = usePlaceWords()
  const complaints = complaintsIn(details)
  if (complaints.length === 0) return null
  return (
    <ul className={css['wrong']}>
      {complaints.map((complaint) => (
        <li key={`${complaint.field} ${complaint.message}`}>
          <code>{place(complaint.field)}</code>
          <span>{words(complaint.message)}</span>
        </li>
      ))}
    </ul>
  )
}
