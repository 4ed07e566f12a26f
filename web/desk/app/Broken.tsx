import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button, buttonClass } from '../../kit/ui/Button.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { useDeskText } from './text.ts'

/** A screen that failed says so and offers the next step. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const t = useDeskText()
  const say = useRefusalText()
  return (
    <EmptyState title={t('broken.title')} text={say(error)}>
      <Button variant="primary" onPress={() => (reset(), location.reload())}>
        {t('broken.reload')}
      </Button>
    </EmptyState>
  )
}

export function NotFound() {
  const t = useDeskText()
  return (
    <EmptyState title={t('notFound.title')} text={t('notFound.text')}>
      <Link to="/inbox" className={buttonClass('primary')}>
        {t('notFound.toInbox')}
      </Link>
    </EmptyState>
  )
}
