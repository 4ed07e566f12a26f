import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { MacroView } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { definitionOf, type MacroDraft, sharingOf } from './draft.ts'
import { MacroChanges } from './MacroChanges.tsx'
import { SharingFields } from './SharingFields.tsx'
import { useMacrosText } from './text.ts'
import { Texts } from './Texts.tsx'
import { complaintAt, complaintsIn } from '../parts/complaints.ts'
import { unknownName } from './wrong.ts'

const REFRESHES = ['macros', 'audit']

/** What an agent's one choice does: a text, changes, and for whom it is there. */
export function MacroEditor({ macro, begun }: { macro: MacroView | null; begun: MacroDraft }) {
  const t = useSettingsText()
  const m = useMacrosText()
  const navigate = useNavigate()
  const formId = useId()
  const { draft, isDirty, set, reset, leave } = useDraft(begun)
  const save = useCommand<{ id: number }>('macro.save', { refreshes: REFRESHES })
  const complaints = save.code === 'rule_invalid' ? complaintsIn(save.details) : []
  const toList = () => void navigate({ to: '/settings/$', params: { _splat: 'macros' } })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { title, category, active } = draft
    const saved = await save.run({
      ...(macro && { id: macro.id, version: macro.version }),
      title,
      category,
      active,
      sharing: sharingOf(draft),
      definition: definitionOf(draft),
    })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    leave()
    toList()
  }
  const textError = (locale: string) => {
    const complaint = complaintAt(complaints, `message.texts.${locale}`)
    return complaint && m('wrong.placeholder', { name: unknownName(complaint) ?? '' })
  }
  return (
    <Page
      title={macro?.title ?? m('macros.new')}
      description={m('macros.text')}
      back={<Back to="/settings/macros" label={t('section.macros')} />}
      actions={macro && <Delete macro={macro} onDone={toList} onLeave={leave} />}
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        <Section title={m('about')}>
          <div className={form['pair']}>
            <TextField
              label={m('title')}
              isRequired
              maxLength={120}
              autoFocus={macro === null}
              value={draft.title}
              onChange={(title) => set({ title })}
              error={complaintAt(complaints, 'title') && m('wrong.title')}
            />
            <TextField
              label={m('category')}
              description={m('category.text')}
              maxLength={60}
              value={draft.category}
              onChange={(category) => set({ category })}
            />
          </div>
          <SharingFields draft={draft} onChange={set} />
          <Switch isSelected={draft.active} onChange={(active) => set({ active })} description={m('active.text')}>
            {m('active')}
          </Switch>
        </Section>
        <Section title={m('says')} description={m('says.text')}>
          <RadioGroup
            label={m('visibility')}
            value={draft.visibility}
            onChange={(visibility) => set({ visibility })}
            items={[
              { id: 'public', label: m('visibility.public') },
              { id: 'note', label: m('visibility.note') },
            ]}
          />
          <Texts value={draft.texts} onChange={(texts) => set({ texts })} errorOf={textError} />
        </Section>
        <Section title={m('changes')} description={m('changes.text')}>
          {complaintAt(complaints, 'actions') && (
            <Alert>
              {m(complaintAt(complaints, 'actions')?.message === 'missing' ? 'wrong.empty' : 'wrong.actions')}
            </Alert>
          )}
          <MacroChanges draft={draft} onChange={set} />
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={macro === null}
          isPending={save.isPending}
          error={save.error}
          onReset={() => {
            reset()
            save.clear()
            if (macro !== null) return
            leave()
            toList()
          }}
        />
      </form>
    </Page>
  )
}

function Delete({ macro, onDone, onLeave }: { macro: MacroView; onDone: () => void; onLeave: () => void }) {
  const m = useMacrosText()
  const confirm = useConfirm()
  const remove = useCommand('macro.delete', { refreshes: REFRESHES })
  const ask = async () => {
    const yes = await confirm({
      title: m('delete.title', { title: macro.title }),
      text: m('delete.text'),
      yes: m('delete'),
      isDanger: true,
    })
    if (!yes) return
    onLeave()
    if (!(await remove.run({ macroId: macro.id }))) return
    toast({ text: m('deleted', { title: macro.title }), tone: 'ok' })
    onDone()
  }
  return (
    <>
      {remove.error && <Alert>{remove.error}</Alert>}
      <Button variant="quiet" onPress={() => void ask()} isPending={remove.isPending}>
        {m('delete')}
      </Button>
    </>
  )
}
