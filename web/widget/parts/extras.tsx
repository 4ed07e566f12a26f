import css from '../extras.css?inline'

/** What is fetched on demand, as one piece, with its styles. */
export { login, logout } from './account.ts'
export { AskEmail } from './ask-email.tsx'
export { beep } from './beep.ts'
export { Dots } from './dots.tsx'
export { Emoji } from './emoji.tsx'
export { Files } from './files.tsx'
export { Markdown } from './markdown.tsx'
export { Menu } from './menu.tsx'
export { Chips, Refused } from './offers.tsx'
export { Survey } from './survey.tsx'
export { clearTray, Tray, upload } from './uploads.tsx'

const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
document.adoptedStyleSheets.push(sheet)
