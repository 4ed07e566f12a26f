export type Theme = 'light' | 'dark' | 'system'
export type Density = 'comfortable' | 'compact'

/** `color-scheme` decides what light-dark() gives; kept on the device so that the next start does not flash. */
export function applyTheme(theme: Theme): void {
  document.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme
  localStorage.setItem('causerie.theme', theme)
}

export function applyDensity(density: Density): void {
  document.documentElement.dataset['density'] = density
}

export function rememberedTheme(): Theme {
  const theme = localStorage.getItem('causerie.theme')
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}
