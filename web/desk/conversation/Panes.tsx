import { Pane } from './Pane.tsx'
import css from './Panes.module.css'

type PanesProps = {
  ids: number[]
  current: number | null
  onBack: () => void
  seesContext: boolean
  onContext: (sees: boolean) => void
}

/** Conversations opened lately stay mounted and live, so that going back shows them in the same frame. */
export function Panes({ ids, current, seesContext, onBack, onContext }: PanesProps) {
  return (
    <div className={css['panes']}>
      {[...ids]
        .sort((a, b) => a - b)
        .map((id) => (
          <div key={id} className={css['pane']} data-current={id === current} inert={id !== current}>
            <Pane
              id={id}
              isCurrent={id === current}
              seesContext={id === current && seesContext}
              onBack={onBack}
              onContext={onContext}
            />
          </div>
        ))}
    </div>
  )
}
