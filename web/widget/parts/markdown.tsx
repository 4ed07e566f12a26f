import { type Block, type Inline, parseMarkdown } from '../../kit/markdown.ts'

/** Elements made one by one, never HTML text: what a message says cannot become anything else. */
export const Markdown = ({ text }: { text: string }) => <>{parseMarkdown(text).map(block)}</>

function block(part: Block) {
  switch (part.t) {
    case 'paragraph':
      return <p>{part.inside.map(inline)}</p>
    case 'quote':
      return <blockquote>{part.inside.map(block)}</blockquote>
    case 'pre':
      return <pre tabIndex={0}>{part.text}</pre>
    case 'list': {
      const items = part.items.map((item) => <li>{item.map(inline)}</li>)
      return part.ordered ? <ol start={part.start}>{items}</ol> : <ul>{items}</ul>
    }
  }
}

function inline(part: Inline): preact.ComponentChild {
  switch (part.t) {
    case 'text':
      return part.text
    case 'break':
      return <br />
    case 'code':
      return <code>{part.text}</code>
    case 'link':
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          {part.inside.map(inline)}
        </a>
      )
    case 'strong':
      return <strong>{part.inside.map(inline)}</strong>
    case 'em':
      return <em>{part.inside.map(inline)}</em>
  }
}
