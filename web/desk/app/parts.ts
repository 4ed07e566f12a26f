/** Parts of the desk that are fetched when they are opened. */
export const parts = {
  contacts: () => import('../contacts/Contacts.tsx'),
  settings: () => import('../settings/Settings.tsx'),
}
