import { refusedFrom } from '../../kit/http.ts'

export const exportAddress = (id: number, format: 'html' | 'json'): string =>
  `/api/v1/conversations/${id}/export?${new URLSearchParams({ format, tz: Intl.DateTimeFormat().resolvedOptions().timeZone })}`

/**
 * Prints the exported page out of a frame that nobody sees; nothing of the desk is on the paper. The frame has the page's
 * own address: a blob would be under the desk's policy, which allows neither the frame nor the page's style.
 */
export async function printConversation(id: number): Promise<void> {
  const address = exportAddress(id, 'html')
  const response = await fetch(address, { credentials: 'same-origin' })
  if (!response.ok) throw refusedFrom(await response.json().catch(() => null))
  await response.body?.cancel()
  const frame = document.createElement('iframe')
  // Not `hidden`: what is not laid out is not printed.
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0', visibility: 'hidden' })
  frame.ariaHidden = 'true'
  frame.onload = () => {
    frame.contentWindow?.addEventListener('afterprint', () => frame.remove())
    frame.contentWindow?.print()
  }
  frame.src = address
  document.body.append(frame)
}
