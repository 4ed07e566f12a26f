import { useQuery } from '@tanstack/react-query'
import type { RoutingStand, RoutingView } from '../../../server/routing/contract.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Refused } from '../../kit/http.ts'
import { api } from '../../kit/http.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { useRoutingNames } from '../app/queries.ts'
import { useTimes } from '../app/times.ts'
import { Block, Pair, Pairs } from '../context/Block.tsx'
import { handlerOf } from '../shell/commands.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { useAgentName } from './useAgentName.ts'
import { OfferLog } from './OfferLog.tsx'
import { Skills } from './Skills.tsx'
import { useWorkText } from './text.ts'
import { useRoutingWords } from './why-text.ts'
import css from './RoutingBlock.module.css'

/** Who could take it changes without an event of the conversation. */
const AGAIN_MS = 10_000

/** Where the conversation stands in routing, and why it still waits. */
export default function RoutingBlock({ snapshot }: { snapshot: ConversationSnapshot }) {
  const w = useWorkText()
  const { id } = snapshot.conversation
  const heard = snapshot.thread.events.findLast(({ type }) => /^(queue|offer|work|routing)\./.test(type))?.p ?? 0
  const isOn = useRoutingNames().enabled
  const stand = useQuery({
    queryKey: ['routing', id, heard],
    queryFn: () => api.get<RoutingStand>(`/conversations/${id}/routing`),
    enabled: isOn,
    staleTime: 5_000,
    placeholderData: (before) => (before?.routing === undefined ? undefined : before),
    refetchInterval: ({ state }) => (state.data?.waiting ? AGAIN_MS : false),
  })
  if (!isOn) return null
  const { data, error } = stand
  return (
    <Block title={w('block.title')}>
      {data === undefined ? (
        <p className={css['state']}>{error instanceof Refused ? w('block.failed') : w('block.loading')}</p>
      ) : (
        <>
          <State stand={data} />
          <Pairs>
            <Pair name={w('skills')}>
              <Skills
                conversationId={id}
                wanted={data.routing?.skills ?? []}
                mayChange={snapshot.may.assign}
                onChanged={() => void stand.refetch()}
              />
            </Pair>
          </Pairs>
          {snapshot.may.assign && (
            <Button size="s" className={css['put']} onPress={() => handlerOf('toQueue')?.()}>
              {w('queue.put')}
            </Button>
          )}
          <OfferLog conversationId={id} heard={heard} />
        </>
      )}
    </Block>
  )
}

function State({ stand: { routing, waiting, prefer } }: { stand: RoutingStand }) {
  const w = useWorkText()
  const words = useRoutingWords()
  const nameOf = useAgentName()
  const sentence = useStanding(routing)
  const skills = routing?.skills.map(({ id }) => id) ?? []
  const reasons = words.excluded(waiting?.excluded ?? {}, skills)
  return (
    <div className={css['state']}>
      <p>
        {sentence} {waiting && w('state.ahead', { n: waiting.ahead })}
      </p>
      {waiting && prefer && <p>{w('state.prefer', { name: nameOf(prefer.userId) })}</p>}
      {waiting && waiting.candidates > 0 && <p>{w('state.can', { n: waiting.candidates })}</p>}
      {waiting && waiting.candidates === 0 && (
        <>
          <p>
            {reasons.length === 0
              ? w('state.nobody')
              : skills.length > 0
                ? w('state.skill', { skills: words.skillNames(skills) })
                : w('state.cannot')}
          </p>
          <ul className={css['reasons']}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function useStanding(routing: RoutingView | null): string {
  const w = useWorkText()
  const times = useTimes()
  const words = useRoutingWords()
  const nameOf = useAgentName()
  const { desk } = useDesk()
  if (routing === null || routing.state === 'none') return w('state.none')
  if (routing.state === 'held') return w('state.held', { name: nameOf(routing.holder) })
  if (routing.state === 'offered') return w('state.offered', { name: nameOf(routing.holder) })
  const queue = words.queueName(routing.queueId)
  const time = times.span(routing.enteredAt === null ? 0 : Math.max(0, desk.now() - Date.parse(routing.enteredAt)))
  return queue === null ? w('state.waitingNone', { time }) : w('state.waiting', { time, queue })
}
