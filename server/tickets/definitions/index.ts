import { deleteField, saveField } from './save-field.ts'
import { deleteForm, saveForm } from './save-form.ts'
import { deleteStatus, saveStatus } from './save-status.ts'
import { sortFields, sortForms, sortStatuses } from './sort.ts'

export {
  type AskFields,
  createTicketDirectory,
  defaultStatus,
  directoryEntry,
  directoryOf,
  type TicketDirectory,
} from './directory.ts'
export { fitsPattern } from './pattern.ts'
export { readDefinitions } from './queries.ts'
export { definitionReads } from './reads.ts'
export { deleteField, saveField } from './save-field.ts'
export { deleteForm, saveForm } from './save-form.ts'
export { deleteStatus, saveStatus } from './save-status.ts'

export const definitionCommands = [
  saveField,
  deleteField,
  sortFields,
  saveForm,
  deleteForm,
  sortForms,
  saveStatus,
  deleteStatus,
  sortStatuses,
]
