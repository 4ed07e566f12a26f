import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { toast, UNDO_SECONDS } from '../../../kit/ui/toast.ts'
import { useDeskText } from '../../app/text.ts'
import { stylesQuery } from '../../settings/queries.ts'
import { durationOf } from '../../settings/styles/duration.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { useTicket } from '../useTicket.ts'
import type { DialogProps } from './Dialogs.tsx'
import { type ActionsText, useActionsText } from './text.ts'
import css from './Dialogs.module.css'

/** Live or at one's own pace, for this one conversation. */
export default function StyleDialog(props: DialogProps) {
  const a = useActionsText()
  const say = useRefusalText()
  const styles = useQuery({ ...stylesQuery, staleTime: 0 })
  if (styles.isSuccess) return <Chosen {...props} styles={styles.data} />
  return (
    <Dialog title={a('style.title')} isOpen onClose={props.onClose}>
      {styles.isPending ? (
        <Skeleton lines={6} label={a('loading')} />
      ) : (
        <EmptyState title={a('failed')} text={say(styles.error)}>
          <Button onPress={() => void styles.refetch()}>{a('again')}</Button>
        </EmptyState>
      )}
    </Dialog>
  )
}

function Chosen({ snapshot, ticket, onClose, styles }: DialogProps & { styles: readonly StyleView[] }) {
  const a = useActionsText()
  const give = useGive(snapshot)
  const nameOf = useName()
  const { style } = snapshot.conversation
  const [chosen, setChosen] = useState(String(style.id))
  const [isPending, setPending] = useState(false)
  const submit = async () => {
    const next = styles.find(({ id }) => String(id) === chosen)
    if (next === undefined) return
    setPending(true)
    if (await give(next.id, { done: a('style.done', { style: nameOf(next) }), back: style.id })) onClose()
    else setPending(false)
  }
  return (
    <Dialog
      title={a('style.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{a('cancel')}</Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={chosen === String(style.id)}
            onPress={() => void submit()}
          >
            {a('style.yes')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <p>{a('style.text')}</p>
        <RadioGroup
          label={a('style.choose')}
          value={chosen}
          onChange={setChosen}
          items={styles
            .filter(({ id, active }) => active || id === style.id)
            .map((each) => ({ id: String(each.id), label: nameOf(each), description: effectOf(each, a) }))}
        />
        {ticket.status === 'solved' && <p className={css['quiet']}>{a('style.solved')}</p>}
      </div>
    </Dialog>
  )
}

/** Gives a style and says so, with the way back. */
function useGive(snapshot: DialogProps['snapshot']) {
  const a = useActionsText()
  const { desk } = useDesk()
  const { told } = useTicket(snapshot)
  const conversationId = snapshot.conversation.id
  const set = (styleId: number) => told(() => desk.do('conversation.set_style', { conversationId, styleId }))
  return async (styleId: number, { done, back }: { done: string; back: number }): Promise<boolean> => {
    const isGiven = await set(styleId)
    if (isGiven)
      toast({
        text: done,
        tone: 'ok',
        seconds: UNDO_SECONDS,
        action: { label: a('undo'), onPress: () => void set(back) },
      })
    return isGiven
  }
}

/** Those of the product are called in the reader's language. */
function useName() {
  const t = useDeskText()
  return ({ kind, name, builtIn }: StyleView) => (builtIn && kind !== 'custom' ? t(`style.${kind}`) : name)
}

function effectOf({ closeAfterSeconds }: StyleView, a: ActionsText): string {
  if (closeAfterSeconds === 0) return a('style.atOnce')
  const { amount, unit } = durationOf(closeAfterSeconds)
  return a('style.after', { n: amount, unit })
}
