import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Suspense } from 'react'
import { TextProvider } from '../../kit/i18n.tsx'
import { ConfirmProvider } from '../../kit/ui/confirm.tsx'
import { Toasts } from '../../kit/ui/Toasts.tsx'
import { useStore } from '../live/store.ts'
import { appLocale } from './locale.ts'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'

export function App() {
  const locale = useStore(appLocale)
  return (
    <QueryClientProvider client={queryClient}>
      <TextProvider locale={locale}>
        <Suspense fallback={null}>
          <ConfirmProvider>
            <RouterProvider router={router} />
            <Toasts />
          </ConfirmProvider>
        </Suspense>
      </TextProvider>
    </QueryClientProvider>
  )
}
