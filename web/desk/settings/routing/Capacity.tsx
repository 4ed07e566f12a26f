import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus } from 'lucide-react'
import type { CapacityRuleView } from '../../../../server/routing/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { CapacityEditor } from './CapacityEditor.tsx'
import { capacityRulesQuery } from './queries.ts'
import { useRoutingText } from './text.ts'

/** `capacity`, `capacity/2`, `capacity/new`. */
export default function Capacity({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const rules = useQuery(capacityRulesQuery)
  return (
    <Loaded query={rules}>
      {(all) => {
        if (id === undefined) return <RuleList rules={all} />
        const rule = all.find((each) => each.id === Number(id))
        const standard = all.find(({ isDefault }) => isDefault)
        if (standard && (rule || id === 'new'))
          return <CapacityEditor key={id} rule={rule ?? null} standard={standard} />
        return (
          <Page title={t('section.capacity')} back={<Back to="/settings/capacity" label={t('section.capacity')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}

function RuleList({ rules }: { rules: readonly CapacityRuleView[] }) {
  const t = useSettingsText()
  const r = useRoutingText()
  return (
    <Page
      title={t('section.capacity')}
      description={r('capacity.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <Link to="/settings/$" params={{ _splat: 'capacity/new' }} className={buttonClass('primary')}>
          <Plus size={16} aria-hidden />
          {r('capacity.new')}
        </Link>
      }
    >
      <ul className={lines['lines']} aria-label={t('section.capacity')}>
        {rules.map((rule) => (
          <li key={rule.id}>
            <Link to="/settings/$" params={{ _splat: `capacity/${rule.id}` }} className={lines['line']}>
              <span className={lines['words']}>
                <b>{rule.isDefault ? r('capacity.default') : rule.name}</b>
                <span>{r('capacity.facts', { email: rule.email, messaging: rule.messaging, call: rule.call })}</span>
              </span>
              <span className={lines['side']}>
                {rule.isDefault ? (
                  <Tag tone="accent">{r('capacity.everybody')}</Tag>
                ) : (
                  r('people.n', { n: rule.userIds.length })
                )}
              </span>
              <ChevronRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
