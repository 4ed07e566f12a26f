import { useEffect, useState } from 'react'
import { useDesk } from '../shell/DeskContext.tsx'
import { useWorkText } from './text.ts'
import css from './Offers.module.css'

const RADIUS = 15
const AROUND = 2 * Math.PI * RADIUS

/** How long there is left to answer, by the server's clock. */
export function OfferRing({ madeAt, until }: { madeAt: string; until: string }) {
  const w = useWorkText()
  const { desk } = useDesk()
  const whole = Date.parse(until) - Date.parse(madeAt)
  const leftNow = () => Math.min(whole, Math.max(0, Date.parse(until) - desk.now()))
  const [left, setLeft] = useState(leftNow)
  useEffect(() => {
    const timer = setInterval(() => setLeft(leftNow()), 500)
    return () => clearInterval(timer)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [desk, until])
  const seconds = Math.ceil(left / 1_000)
  return (
    <span className={css['ring']} data-late={seconds <= 10} role="timer" aria-label={w('offer.left', { n: seconds })}>
      <svg viewBox="0 0 36 36" width={36} height={36} aria-hidden>
        <circle cx={18} cy={18} r={RADIUS} className={css['track']} />
        <circle
          cx={18}
          cy={18}
          r={RADIUS}
          className={css['left']}
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - (whole === 0 ? 0 : left / whole))}
        />
      </svg>
      <span aria-hidden>{seconds}</span>
    </span>
  )
}
