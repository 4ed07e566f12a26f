import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import { UNSAFE_PortalProvider as PortalProvider } from 'react-aria/PortalProvider'
import { TextProvider } from '../../kit/i18n.tsx'
import { ConfirmProvider } from '../../kit/ui/confirm.tsx'
import { Toasts } from '../../kit/ui/Toasts.tsx'
import { useStore } from '../live/store.ts'
import { appLocale } from './locale.ts'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'
import { useDeskText } from './text.ts'

export function App() {
  const locale = useStore(appLocale)
  return (
    <QueryClientProvider client={queryClient}>
      <TextProvider locale={locale}>
        <Suspense fallback={null}>
          <Overlays>
            <ConfirmProvider>
              <RouterProvider router={router} />
              <Toasts />
            </ConfirmProvider>
          </Overlays>
        </Suspense>
      </TextProvider>
    </QueryClientProvider>
  )
}

/** Menus and dialogs open inside a named region, not loose at the end of the page. */
function Overlays({ children }: { children: ReactNode }) {
  const t = useDeskText()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  return (
    <PortalProvider getContainer={() => place}>
      {children}
      <section ref={setPlace} aria-label={t('overlays')} />
    </PortalProvider>
  )
}
