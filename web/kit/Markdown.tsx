import { memo, type ReactNode } from 'react'
import { type Block, type Inline, parseMarkdown } from './markdown.ts'
import css from './Markdown.module.css'

/** A message's text as elements; nothing a person wrote ever becomes HTML. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return <div className={css['markdown']}>{parseMarkdown(text).map(block)}</div>
})

function block(part: Block, key: number): ReactNode {
  switch (part.t) {
    case 'paragraph':
      return <p key={key}>{part.inside.map(inline)}</p>
    case 'pre':
      return <pre key={key}>{part.text}</pre>
    case 'quote':
      return <blockquote key={key}>{part.inside.map(block)}</blockquote>
    case 'list': {
      const items = part.items.map((item, index) => <li key={index}>{item.map(inline)}</li>)
      return part.ordered ? (
        <ol key={key} start={part.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      )
    }
  }
}

function inline(part: Inline, key: number): ReactNode {
  switch (part.t) {
    case 'text':
      return part.text
    case 'break':
      return <br key={key} />
    case 'code':
      return <code key={key}>{part.text}</code>
    case 'strong':
      return <strong key={key}>{part.inside.map(inline)}</strong>
    case 'em':
      return <em key={key}>{part.inside.map(inline)}</em>
    case 'link':
      return (
        <a key={key} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
          {part.inside.map(inline)}
        </a>
      )
  }
}
