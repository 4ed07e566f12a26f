import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RuleFiringView } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { Refused } from '../../../kit/connection.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { useTimes } from '../../app/times.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useChangeWords } from './useChangeWords.ts'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

/** What the rule did last, and on which tickets. */
export function Firings({ ruleId }: { ruleId: number }) {
  const r = useRulesText()
  const times = useTimes()
  const words = useChangeWords()
  const firings = useQuery({
    queryKey: ['rules', 'firings', ruleId],
    queryFn: () => api.get<RuleFiringView[]>(`/rules/${ruleId}/firings`),
    staleTime: 5_000,
  })
  return (
    <Section title={r('firings')} description={r('firings.text')}>
      <Loaded query={firings} lines={3}>
        {(all) =>
          all.length === 0 ? (
            <p className={css['quiet']}>{r('fired.never')}</p>
          ) : (
            <ul className={css['list']}>
              {all.map((firing) => (
                <li key={firing.id}>
                  <Link
                    to="/inbox/$view/$conversationId"
                    params={{ view: 'all', conversationId: String(firing.conversationId) }}
                  >
                    #{firing.ticketId}
                  </Link>
                  <span>
                    <Outcome firing={firing} words={words(firing.changes, firing.did)} />
                  </span>
                  <time dateTime={firing.at} className={css['quiet']}>
                    {times.ago(firing.at)}
                  </time>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}

function Outcome({ firing, words }: { firing: RuleFiringView; words: string }) {
  const r = useRulesText()
  const say = useRefusalText()
  if (firing.failure === null) return <>{words}</>
  // It may have done some of it all the same.
  const refused = r('firings.refused', { reason: say(new Refused(firing.failure)) })
  return <>{[words, refused].filter(Boolean).join(' · ')}</>
}
