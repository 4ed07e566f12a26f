import { queryOptions } from '@tanstack/react-query'
import type { ImportView, SettingsFile, SettingsKind } from '../../../../server/transfer/contract.ts'
import { api } from '../../../kit/http.ts'

/** All that this person may take along, or these kinds. */
export const askExport = (kinds?: readonly SettingsKind[]): Promise<SettingsFile> =>
  api.get('/settings/export', kinds && { kinds: kinds.join(',') })

export const exportQuery = queryOptions({
  queryKey: ['settings-files', 'export'],
  queryFn: () => askExport(),
  // What is saved as a file is what there is now.
  staleTime: 0,
  gcTime: 0,
})
export const importsQuery = queryOptions({
  queryKey: ['settings-files', 'imports'],
  queryFn: () => api.get<ImportView[]>('/settings/imports'),
})

/** What is read again once something came from a file, or was taken back. */
export const REFRESHES = [
  'settings-files',
  'audit',
  'rules',
  'macros',
  'saved-replies',
  'views',
  'sla-policies',
  'surveys',
  'webhooks',
  'styles',
  'channels',
  'schedules',
  'definitions',
  'brands',
  'groups',
  'roles',
  'routing',
  'agent-statuses',
  'routing-names',
]
