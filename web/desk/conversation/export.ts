import { refusedFrom } from '../../kit/http.ts'

export const exportAddress = (id: number, format: 'html' | 'json'): string =>
  `/api/v1/conversations/${id}/export?format=${format}`

/** Prints the exported page out of a hidden frame; nothing of the desk is on the paper. */
export async function printConversation(id: number): Promise<void> {
  const response = await fetch(exportAddress(id, 'html'), { credentials: 'same-origin' })
  if (!response.ok) throw refusedFrom(await response.json().catch(() => null))
  const address = URL.createObjectURL(await response.blob())
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.onload = () => {
    frame.contentWindow?.addEventListener('afterprint', () => frame.remove())
    frame.contentWindow?.print()
    URL.revokeObjectURL(address)
  }
  frame.src = address
  document.body.append(frame)
}
