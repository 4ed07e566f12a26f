import css from './Segments.module.css'

type SegmentsProps<Id extends string> = {
  label: string
  items: { id: Id; label: string }[]
  value: Id
  onChange: (value: Id) => void
}

/** Two to four ways to look at the same thing. */
export function Segments<Id extends string>({ label, items, value, onChange }: SegmentsProps<Id>) {
  return (
    <div role="group" aria-label={label} className={css['segments']}>
      {items.map((item) => (
        <button key={item.id} type="button" aria-pressed={item.id === value} onClick={() => onChange(item.id)}>
          {item.label}
        </button>
      ))}
    </div>
  )
}
