/** Parts of the desk that are fetched when they are opened. */
export const parts = {
  contacts: () => import('../contacts/Contacts.tsx'),
  context: () => import('../context/Context.tsx'),
  forgot: () => import('../account/Forgot.tsx'),
  ratings: () => import('../satisfaction/Ratings.tsx'),
  satisfaction: () => import('../satisfaction/Satisfaction.tsx'),
  settings: () => import('../settings/Settings.tsx'),
  supervision: () => import('../supervision/Supervision.tsx'),
  whatIf: () => import('../what-if/WhatIf.tsx'),
  welcome: () => import('../account/Welcome.tsx'),
}
