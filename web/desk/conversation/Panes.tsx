import { Pane } from './Pane.tsx'
import css from './Panes.module.css'

type PanesProps = {
  ids: number[]
  current: number
  onBack: () => void
  seesContext: boolean
  onContext: (sees: boolean) => void
}

/** Conversations opened lately stay mounted and live, so that going back shows them in the same frame. */
export function Panes({ ids, current, ...rest }: PanesProps) {
  return (
    <div className={css['panes']}>
      {[...ids]
        .sort((a, b) => a - b)
        .map((id) => (
          <div key={id} className={css['pane']} data-current={id === current} inert={id !== current}>
            <Pane id={id} isCurrent={id === current} {...rest} />
          </div>
        ))}
    </div>
  )
}
