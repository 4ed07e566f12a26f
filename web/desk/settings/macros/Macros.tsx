import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { useDesk } from '../../shell/DeskContext.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { draftFrom, draftOf } from './draft.ts'
import { MacroEditor } from './MacroEditor.tsx'
import { MacroList } from './MacroList.tsx'
import { macrosQuery, ticketQuery } from './queries.ts'

/** `macros`, `macros/3`, `macros/new`, and from a conversation: `macros/new/42`. */
export default function Macros({ path: [id, from] }: SectionProps) {
  const t = useSettingsText()
  const macros = useQuery(macrosQuery)
  if (id === 'new')
    return from === undefined ? (
      <MacroEditor macro={null} begun={draftOf(null)} />
    ) : (
      <FromTicket conversationId={Number(from)} />
    )
  return (
    <Loaded query={macros}>
      {(all) => {
        if (id === undefined) return <MacroList macros={all} />
        const macro = all.find((each) => each.id === Number(id))
        if (macro) return <MacroEditor key={`${id}/${macro.version}`} macro={macro} begun={draftOf(macro)} />
        return (
          <Page title={t('section.macros')} back={<Back to="/settings/macros" label={t('section.macros')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}

function FromTicket({ conversationId }: { conversationId: number }) {
  const { me } = useDesk()
  return (
    <Loaded query={useQuery(ticketQuery(conversationId))}>
      {(snapshot) => <MacroEditor macro={null} begun={draftFrom(snapshot, me.id)} />}
    </Loaded>
  )
}
