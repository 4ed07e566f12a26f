import { mergeContacts } from './merging/merge-contacts.ts'
import { splitContact } from './merging/split-contact.ts'
import { deleteOrganization, saveOrganization } from './organizations/save-organization.ts'
import { blockContact, unblockContact } from './records/block-contact.ts'
import { confirmIdentity } from './records/confirm-identity.ts'
import { updateContact } from './records/update-contact.ts'
import { visitorDetails } from './visitors/claim-details.ts'

export { setBlocked } from './records/block-contact.ts'
export { events, movesIn } from './events.ts'
export { type NamedContacts, namesNobody, readNamedContacts } from './named-contacts.ts'
export { purgeContacts } from './purge.ts'
export { touchContacts } from './queries/contacts.ts'
export {
  type Brief,
  findBrief,
  findMailAddress,
  listContactBriefs,
  type MailAddress,
  searchContactIds,
} from './queries/lists.ts'
export { listContactsByKeys, listKeysOfContacts } from './queries/identities.ts'
export { findMoved, noteMoved } from './queries/merges.ts'
export { findOrganization, listOrganizationNames } from './queries/organizations.ts'
export { reactions } from './reactions.ts'
export { reads } from './reads.ts'
export { routes } from './routes.ts'
export { contactRow, findContactView } from './views.ts'
export { authenticateVisitor, authenticateVisitors, gatherVisitors } from './visitors/authenticate-visitors.ts'
export { claimDetails } from './visitors/claim-details.ts'
export { deleteAwaited } from './queries/visitors.ts'
export { makeResumeLink } from './visitors/resume-visitor.ts'
export { openVisitor } from './visitors/open-visitor.ts'

export const commands = [
  updateContact,
  blockContact,
  unblockContact,
  mergeContacts,
  splitContact,
  confirmIdentity,
  visitorDetails,
  saveOrganization,
  deleteOrganization,
]
