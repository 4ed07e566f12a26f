import type { ComponentType } from 'react'

type Page = { default: ComponentType }
const pages = import.meta.glob<Page>(['../contacts/Contacts.tsx', '../settings/Settings.tsx'])

/** Parts of the desk that are fetched when they are opened. */
export const parts = {
  contacts: pages['../contacts/Contacts.tsx'],
  settings: pages['../settings/Settings.tsx'],
}
