import { Dialog } from '../../kit/ui/Dialog.tsx'
import { Kbd } from '../../kit/ui/Kbd.tsx'
import { useDeskText } from '../app/text.ts'
import { commands, commandText, handlerOf } from './commands.ts'
import { useDesk } from './DeskContext.tsx'
import css from './Shortcuts.module.css'

const groups = ['everywhere', 'list', 'conversation'] as const
/** Those of places that are open only sometimes are listed all the same. */
const optional = new Set(['goInbox', 'goContacts', 'goSatisfaction', 'goTeam', 'goSettings'])

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const t = useDeskText()
  const { me } = useDesk()
  const shown = commands.filter(({ id }) => !optional.has(id) || handlerOf(id))
  return (
    <Dialog title={t('shortcuts.title')} isOpen onClose={onClose} size="m">
      <p className={css['text']}>{me.preferences.singleKeys === false ? t('shortcuts.off') : t('shortcuts.text')}</p>
      <div className={css['groups']}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`shortcuts.${group}`)}</h3>
            <dl>
              {shown
                .filter((command) => command.group === group)
                .map(({ id, keys }) => (
                  <div key={id}>
                    <dt>{t(commandText(id))}</dt>
                    <dd>
                      <Kbd keys={keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
