import type { SettingsFile } from '../../../../server/transfer/contract.ts'

/** Puts it where the browser puts files. */
export function saveFile(content: SettingsFile, name: string): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** `causerie-style-rules.json`; of several kinds, with the day. */
export const fileName = (kind: string | null, now: Date): string =>
  `causerie-${kind === null ? `settings-${now.toISOString().slice(0, 10)}` : kind.replaceAll('_', '-')}.json`
