import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import type { Facts } from './facts.ts'
import type { Item } from './items.ts'
import { Lines } from './Lines.tsx'
import { Message } from './Message.tsx'
import { Note } from './Note.tsx'
import css from './ThreadItem.module.css'

export function ThreadItem({ item, facts }: { item: Item; facts: Facts }) {
  switch (item.kind) {
    case 'day':
      return <Day at={item.at} />
    case 'new':
      return <New />
    case 'message':
      return <Message event={item.event} mark={item.mark} endsTurn={item.endsTurn} facts={facts} />
    case 'note':
      return <Note event={item.event} facts={facts} />
    case 'lines':
      return <Lines events={item.events} isFolded={item.isFolded} facts={facts} />
  }
}

function Day({ at }: { at: string }) {
  const times = useTimes()
  return <h3 className={css['day']}>{times.day(at)}</h3>
}

function New() {
  const t = useDeskText()
  return <div className={css['new']}>{t('thread.new')}</div>
}
