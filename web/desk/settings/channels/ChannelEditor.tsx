import { useNavigate } from '@tanstack/react-router'
import { Eye, EyeOff } from 'lucide-react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ChannelView, WidgetSettings } from '../../../../server/channels/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tabs } from '../../../kit/ui/Tabs.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Back } from '../parts/Back.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { Behaviour } from './Behaviour.tsx'
import { draftOf, type Problem, problemsOf, storable, type TabId, tabOf, type TabProps } from './channel-draft.ts'
import { missingTexts } from './channel-texts.ts'
import { General } from './General.tsx'
import { Install } from './Install.tsx'
import { Look } from './Look.tsx'
import { Preview } from './Preview.tsx'
import { SignedLogin } from './SignedLogin.tsx'
import { TextsTab } from './TextsTab.tsx'
import css from './ChannelEditor.module.css'

/** Where the widget is shown beside its settings. */
const previewed: readonly TabId[] = ['general', 'look', 'texts', 'behaviour']
const tabs: readonly TabId[] = [...previewed, 'install', 'login']

/** One widget: its settings in tabs under one Save, and how it looks while one types. */
export function ChannelEditor({ channel, tab }: { channel: ChannelView; tab: string }) {
  const t = useSettingsText()
  const navigate = useNavigate()
  const formId = useId()
  const { draft, isDirty, set, reset } = useDraft(draftOf(channel))
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [isPreviewing, setPreviewing] = useState(false)
  const save = useCommand('channel.save', { refreshes: ['channels', 'styles', 'audit'] })
  const current = tabs.find((each) => each === tab) ?? 'general'
  const place = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // On a narrow screen the row of tabs scrolls; it is drawn a moment later.
    const frame = requestAnimationFrame(() => {
      const selected = place.current?.querySelector('[role="tab"][aria-selected="true"]')
      selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [current])
  const open = (next: TabId) =>
    void navigate({ to: '/settings/$', params: { _splat: `channels/${channel.id}/${next}` }, replace: true })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const found = problemsOf(draft)
    setProblems(found)
    if (found[0]) return open(tabOf(found[0]))
    if (!(await save.run({ id: channel.id, ...storable(draft) }))) return
    reset()
    toast({ text: t('channel.saved'), tone: 'ok' })
  }
  const props: TabProps = {
    draft,
    set,
    setting: (change: Partial<WidgetSettings>) => set({ settings: { ...draft.settings, ...change } }),
    // Said until they are put right.
    problems: problems.filter((problem) => problemsOf(draft).includes(problem)),
  }
  const content: Record<TabId, React.ReactNode> = {
    general: <General {...props} />,
    look: <Look {...props} />,
    texts: <TextsTab {...props} />,
    behaviour: <Behaviour {...props} />,
    install: <Install channel={channel} />,
    login: <SignedLogin channel={channel} />,
  }
  const missing = missingTexts(draft.settings, draft.defaultLocale).length
  const seesPreview = previewed.includes(current)
  return (
    <Page
      title={channel.name}
      isWide
      back={<Back to="/settings/channels" label={t('section.channels')} />}
      actions={<Tag tone={channel.active ? 'ok' : 'plain'}>{t(channel.active ? 'channels.on' : 'channels.off')}</Tag>}
    >
      <div className={css['editor']} data-preview={seesPreview} data-open={isPreviewing}>
        <form ref={place} id={formId} noValidate className={css['form']} onSubmit={(event) => void submit(event)}>
          <Tabs
            label={channel.name}
            selected={current}
            onChange={(id) => open(tabs.find((each) => each === id) ?? 'general')}
            items={tabs.map((id) => ({
              id,
              content: content[id],
              label: (
                <>
                  {t(`channel.tab.${id}`)}
                  {id === 'texts' && missing > 0 && (
                    <span className={css['count']}>
                      {missing}
                      <Hidden> {t('channel.tab.missing')}</Hidden>
                    </span>
                  )}
                </>
              ),
            }))}
          />
          <SaveBar
            form={formId}
            isDirty={isDirty}
            isPending={save.isPending}
            error={props.problems.length > 0 ? t('channel.problems') : save.error}
            onReset={() => {
              reset()
              save.clear()
              setProblems([])
            }}
          />
        </form>
        {seesPreview && (
          <aside className={css['preview']} aria-label={t('preview')}>
            <Button
              className={css['toggle']}
              icon={isPreviewing ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
              onPress={() => setPreviewing(!isPreviewing)}
              aria-expanded={isPreviewing}
            >
              {t(isPreviewing ? 'preview.hide' : 'preview.show')}
            </Button>
            <div className={css['sheet']}>
              <Preview draft={draft} />
            </div>
          </aside>
        )}
      </div>
    </Page>
  )
}
