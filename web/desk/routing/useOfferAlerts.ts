import { useEffect, useRef } from 'react'
import type { OfferView } from '../../../server/routing/contract.ts'
import { playChime, showNotification } from '../shell/alerts.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { useWorkText } from './text.ts'

const RING_EACH_MS = 3_000
const RINGING = 'causerie.offers'

/** Rings until all is answered, in one window of the person; tells once each, where he looks elsewhere. */
export function useOfferAlerts(offers: readonly OfferView[], onAccept: (offer: OfferView) => void): void {
  const w = useWorkText()
  const { me } = useDesk()
  const rings = offers.length > 0 && (me.preferences.sound ?? true)
  useEffect(() => {
    if (!rings) return
    const over = new AbortController()
    const ring = () =>
      new Promise<void>((resolve) => {
        playChime()
        const ringing = setInterval(playChime, RING_EACH_MS)
        over.signal.addEventListener('abort', () => {
          clearInterval(ringing)
          resolve()
        })
      })
    // Several windows ring as one. Without locks (a page that is not served securely) each rings.
    const { locks } = navigator as { locks?: LockManager }
    if (locks === undefined) void ring()
    else locks.request(RINGING, { signal: over.signal }, ring).catch(() => {})
    return () => over.abort()
  }, [rings])

  const told = useRef(new Set<number>())
  useEffect(() => {
    for (const offer of offers) {
      if (told.current.has(offer.id)) continue
      told.current.add(offer.id)
      if (me.preferences.notifications ?? false)
        showNotification(w('offer.notification', { name: offer.contact || w('offer.noName') }), offer.preview, () =>
          onAccept(offer),
        )
    }
    // Each is told when it comes, whatever changes around it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [offers])
}
