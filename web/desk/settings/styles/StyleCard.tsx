import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Hourglass, Timer } from 'lucide-react'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { Button, buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useList } from '../parts/useList.ts'
import { useMissing } from '../parts/useMissing.ts'
import { channelsQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { useEndingsText } from './endings-text.ts'
import { remindersOf } from './reminders-of.ts'
import { useSilenceText } from './useSilenceText.ts'
import { useEffectText, useStyleName } from './useEffectText.ts'
import css from './Styles.module.css'

/** A recipe in one sentence, what it does as it is set, and who uses it. */
export function StyleCard({ style, onEdit }: { style: StyleView; onEdit: () => void }) {
  const t = useSettingsText()
  const list = useList()
  const effect = useEffectText()
  const e = useEndingsText()
  const silence = useSilenceText()
  const styleName = useStyleName()
  const confirm = useConfirm()
  const save = useCommand('style.save', { refreshes: ['styles', 'audit'] })
  const remove = useCommand('style.delete', { refreshes: ['styles', 'audit'] })
  const channels = (useQuery(channelsQuery).data ?? []).filter(({ styleId }) => styleId === style.id)
  const name = styleName(style)
  const inUse = (code: string | null, details: unknown) => {
    const names = code === 'style_in_use' ? namesIn(details) : []
    return names.length === 0 ? null : t('styles.inUse', { names: list(names) })
  }
  const { id: _id, builtIn: _builtIn, channels: _channels, ...content } = style
  const missing = useMissing()
  const error = inUse(save.code, save.details) ?? save.error ?? remove.error
  const duplicate = async () => {
    const copy = t('styles.copyOf', { name }).slice(0, 80)
    if (await save.run({ ...content, name: copy, active: true })) toast({ text: t('saved'), tone: 'ok' })
  }
  const askRemove = async () => {
    const yes = await confirm({
      title: t('styles.delete.title', { name }),
      text: t('styles.delete.text'),
      yes: t('styles.delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ styleId: style.id }))) toast({ text: t('styles.deleted', { name }), tone: 'ok' })
  }
  return (
    <li className={css['card']}>
      <div className={css['head']}>
        <h2>{name}</h2>
        {!style.builtIn && <Tag>{t('styles.own')}</Tag>}
        {!style.active && <Tag>{t('styles.off')}</Tag>}
        {missing(remindersOf(style)).map(({ text, tone }) => (
          <Tag key={text} tone={tone ?? 'plain'}>
            {text}
          </Tag>
        ))}
        <span>
          {!style.builtIn && style.channels === 0 && (
            <Button size="s" variant="quiet" onPress={() => void askRemove()} isPending={remove.isPending}>
              {t('styles.delete')}
            </Button>
          )}
          <Button
            size="s"
            variant="quiet"
            onPress={() => void duplicate()}
            isPending={save.isPending}
            aria-label={t('styles.duplicate', { name })}
          >
            {t('order.duplicate')}
          </Button>
          <Link
            to="/settings/$"
            params={{ _splat: `styles/${style.id}` }}
            className={buttonClass('plain', 's')}
            aria-label={e('silence.edit.of', { name })}
          >
            {e('silence.edit')}
          </Link>
          <Button size="s" onPress={onEdit} aria-label={t('styles.edit', { name })}>
            {t('edit')}
          </Button>
          <Switch
            aria-label={t('styles.active', { name })}
            isSelected={style.active}
            onChange={(active) => void save.run({ ...content, id: style.id, active })}
          >
            <Hidden>{name}</Hidden>
          </Switch>
        </span>
      </div>
      {error && <Alert>{error}</Alert>}
      <p className={css['recipe']}>{t(`style.${style.kind}.text`)}</p>
      <p className={css['effect']}>
        <Timer size={16} aria-hidden />
        {effect(style)}
      </p>
      <p className={css['effect']}>
        <Hourglass size={16} aria-hidden />
        {silence(style.inactivity)}
      </p>
      <p className={css['used']}>
        {channels.length === 0
          ? t('styles.unused')
          : t('styles.used', { names: list(channels.map((channel) => channel.name)) })}
      </p>
    </li>
  )
}

/** The channels and rules that a refusal names. */
const namesIn = (details: unknown): string[] =>
  typeof details !== 'object' || details === null
    ? []
    : Object.values(details)
        .flat()
        .filter((name): name is string => typeof name === 'string')
