import { Link } from '@tanstack/react-router'
import type { ScheduleView } from '../../../../server/schedules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import { useUsers } from './useUsers.ts'
import css from './Schedules.module.css'

/** Who goes by it, and its end while nobody does. */
export function DeleteSchedule({ schedule, onDeleted }: { schedule: ScheduleView; onDeleted: () => void }) {
  const t = useSettingsText()
  const confirm = useConfirm()
  const users = useUsers(schedule)
  const remove = useCommand('schedule.delete', { refreshes: ['schedules', 'audit'] })
  const isUsed = schedule.isDefault || users.length > 0
  const run = async () => {
    const yes = await confirm({
      title: t('schedules.delete.title', { name: schedule.name }),
      text: t('schedules.delete.text'),
      yes: t('schedules.delete'),
      isDanger: true,
    })
    if (!yes || !(await remove.run({ scheduleId: schedule.id }))) return
    toast({ text: t('schedules.deleted', { name: schedule.name }), tone: 'ok' })
    onDeleted()
  }
  return (
    <>
      <Section title={t('schedules.use')} description={t('schedules.use.text')}>
        {users.length === 0 ? (
          <p className={form['text']}>{t('schedules.use.none')}</p>
        ) : (
          <ul className={css['users']}>
            {users.map(({ id, name, scheduleId }) => (
              <li key={id}>
                <Link to="/settings/$" params={{ _splat: `channels/${id}` }}>
                  {name}
                </Link>
                {scheduleId === null && <span>{t('schedules.use.default')}</span>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('schedules.delete')}>
        {remove.error && <Alert>{remove.error}</Alert>}
        <div className={form['row']}>
          <p className={form['text']}>
            {t(
              schedule.isDefault
                ? 'schedules.delete.default'
                : isUsed
                  ? 'schedules.delete.used'
                  : 'schedules.delete.text',
            )}
          </p>
          <Button onPress={() => void run()} isPending={remove.isPending} isDisabled={isUsed}>
            {t('schedules.delete')}
          </Button>
        </div>
      </Section>
    </>
  )
}
