import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../../kit/tokens.css'
import './app.css'
import { guessLocale, loadTexts, rememberLocale } from '../../kit/i18n.tsx'
import { applyTheme, rememberedTheme } from '../../kit/theme.ts'
import { App } from './App.tsx'

const locale = guessLocale()
rememberLocale(locale)
applyTheme(rememberedTheme())
// Asked for at once, while the first answer of the server is on its way.
for (const part of ['kit', 'desk', 'refusals']) void loadTexts(locale, part)

const place = document.getElementById('app')
if (place)
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
