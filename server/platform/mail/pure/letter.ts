/** What a mail says, piece by piece; both its forms are made from it, so that they say the same. */
export type Block =
  | { kind: 'title'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'button'; label: string; url: string }
  /** One of these, from the least to the most. */
  | { kind: 'choices'; choices: readonly { label: string; url: string }[]; low: string; high: string }
  | { kind: 'small'; text: string }
  /** What people wrote: shown as it is, never read as markup. */
  | { kind: 'said'; by: string; when: string; text: string }

export type Letter = { locale: string; brand: string; colour: string; blocks: readonly Block[]; footer: string }

/** Plain text, and HTML that every reader shows: no pictures, no styles of others, a real language and headings. */
export function writeLetter(letter: Letter): { text: string; html: string } {
  return { text: asText(letter), html: asHtml(letter) }
}

function asText({ brand, blocks, footer }: Letter): string {
  const parts = blocks.map((block) => {
    switch (block.kind) {
      case 'title':
      case 'text':
      case 'small':
        return block.text
      case 'button':
        return `${block.label}:\n${block.url}`
      case 'choices':
        return block.choices
          .map(({ label, url }, at) => {
            const end = at === 0 ? block.low : at === block.choices.length - 1 ? block.high : ''
            return `${label}${end === '' ? '' : ` (${end})`}: ${url}`
          })
          .join('\n')
      case 'said':
        return `${[block.by, block.when].filter(Boolean).join(' – ')}\n${block.text.replace(/^/gm, '> ')}`
    }
  })
  // The line of two dashes and a space is what mail programs know as the end of what was said.
  return `${parts.join('\n\n')}\n\n-- \n${[brand, footer].filter(Boolean).join('\n')}\n`
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const INK = 'color:#1c1917'
const QUIET = 'color:#57534e'

function asHtml({ locale, brand, colour, blocks, footer }: Letter): string {
  const body = blocks.map((block) => {
    switch (block.kind) {
      case 'title':
        return `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:600">${escapeHtml(block.text)}</h1>`
      case 'text':
        return `<p style="margin:0 0 16px">${paragraph(block.text)}</p>`
      case 'small':
        return `<p style="margin:0 0 16px;font-size:13px;${QUIET}">${paragraph(block.text)}</p>`
      case 'button':
        return `<p style="margin:0 0 20px"><a href="${escapeHtml(block.url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:${colour};color:${inkOn(colour)};text-decoration:none;font-weight:600">${escapeHtml(block.label)}</a></p>`
      case 'choices':
        return choices(block, colour)
      case 'said':
        return `<div style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #d6d3d1"><p style="margin:0 0 4px;font-size:13px;${QUIET}"><strong>${escapeHtml(block.by)}</strong>${block.when === '' ? '' : ` · ${escapeHtml(block.when)}`}</p><p style="margin:0">${paragraph(block.text)}</p></div>`
    }
  })
  return `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(brand)}</title></head>
<body style="margin:0;padding:24px;background:#fafaf9;${FONT};font-size:15px;line-height:1.55;${INK}">
<div role="article" style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e7e5e4;border-radius:10px">
${body.join('\n')}
</div>
<p style="max-width:560px;margin:12px auto 0;font-size:13px;${QUIET}">${escapeHtml(brand)}${footer === '' ? '' : `<br>${paragraph(footer)}`}</p>
</body>
</html>
`
}

/** A row of links, each as large as a thumb. */
function choices({ choices: all, low, high }: Extract<Block, { kind: 'choices' }>, colour: string): string {
  const cells = all.map(
    ({ label, url }) =>
      `<td style="padding:0 3px"><a href="${escapeHtml(url)}" style="display:block;padding:10px 0;border:1px solid ${colour};border-radius:6px;${INK};font-size:20px;text-align:center;text-decoration:none">${escapeHtml(label)}</a></td>`,
  )
  const ends = `<tr><td colspan="${all.length}" style="padding:6px 3px 0;font-size:13px;${QUIET}">${escapeHtml([low, high].filter(Boolean).join(' → '))}</td></tr>`
  return `<table role="presentation" width="100%" style="margin:0 0 20px;table-layout:fixed"><tr>${cells.join('')}</tr>${low === '' && high === '' ? '' : ends}</table>`
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)

/** Lines stay lines, addresses can be followed; nothing else is markup. */
const paragraph = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
    .map((part, index) =>
      index % 2 === 0
        ? escapeHtml(part).replaceAll('\n', '<br>')
        : `<a href="${escapeHtml(part)}" style="color:#4338ca">${escapeHtml(part)}</a>`,
    )
    .join('')

/** White or black, whichever is read better on it. */
function inkOn(colour: string): string {
  const light = (from: number) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  const luminance = 0.2126 * light(1) + 0.7152 * light(3) + 0.0722 * light(5)
  return 1.05 / (luminance + 0.05) >= 4.5 ? '#ffffff' : '#000000'
}
