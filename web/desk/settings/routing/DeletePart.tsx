import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { REFRESHES } from './queries.ts'

type DeletePartProps = {
  command: string
  input: object
  title: string
  /** What is asked before, and what it means. */
  question: string
  text: string
  done: string
  onDeleted: () => void
}

/** At the foot of an editor: what it deletes, what becomes of what named it, and a question before. */
export function DeletePart({ command, input, title, question, text, done, onDeleted }: DeletePartProps) {
  const confirm = useConfirm()
  const remove = useCommand(command, { refreshes: REFRESHES })
  const run = async () => {
    if (!(await confirm({ title: question, text, yes: title, isDanger: true }))) return
    if (!(await remove.run(input))) return
    toast({ text: done, tone: 'ok' })
    onDeleted()
  }
  return (
    <Section title={title}>
      {remove.error && <Alert>{remove.error}</Alert>}
      <div className={form['row']}>
        <p className={form['text']}>{text}</p>
        <Button onPress={() => void run()} isPending={remove.isPending}>
          {title}
        </Button>
      </div>
    </Section>
  )
}
