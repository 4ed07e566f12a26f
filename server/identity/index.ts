import type { Post } from '../platform/mail/post.ts'
import { saveBrand } from './brands/save-brand.ts'
import { deleteGroup } from './groups/delete-group.ts'
import { saveGroup } from './groups/save-group.ts'
import { changePassword } from './me/change-password.ts'
import { readNotifications } from './me/read-notifications.ts'
import { revokeAllLogins, revokeLogin } from './me/revoke-login.ts'
import { setAvailability } from './me/set-availability.ts'
import { updateProfile } from './me/update-profile.ts'
import { renewFailedMail, hurryWaitingMails } from './outgoing-mail/renew-mails.ts'
import { notifyByMail } from './outgoing-mail/notify-by-mail.ts'
import { sendTestMail } from './outgoing-mail/send-test-mail.ts'
import { deleteRole } from './roles/delete-role.ts'
import { saveRole } from './roles/save-role.ts'
import { deactivateUser } from './users/deactivate-user.ts'
import { inviteUser } from './users/invite-user.ts'
import { reactivateUser } from './users/reactivate-user.ts'
import { renewInvitation } from './users/renew-invitation.ts'
import { updateUser } from './users/update-user.ts'

export type { Availability } from './contract.ts'
export { changeAvailability } from './me/set-availability.ts'
export { saveBrand } from './brands/save-brand.ts'
export { deleteGroup } from './groups/delete-group.ts'
export { saveGroup } from './groups/save-group.ts'
export { deleteRole } from './roles/delete-role.ts'
export { saveRole } from './roles/save-role.ts'
export { listRoles } from './queries/roles.ts'
export { listBrands } from './queries/brands.ts'
export { audit } from './audit.ts'
export { differences } from './model.ts'
export { type Said, writeMail } from './outgoing-mail/write-mail.ts'
export { events } from './events.ts'
export { addNotifications, forgetNotificationsOf, forgetQuotes, forgetWordsIn } from './notifications.ts'
export { listUsers } from './queries/users.ts'
export { createDirectory, type Directory } from './people.ts'
export { findBrand } from './queries/brands.ts'
export { findGroup, listGroups, listMembers } from './queries/groups.ts'
export { deleteExpiredLogins, findUserActor, listUserActors } from './queries/logins.ts'
export {
  anyoneOnline,
  findAssignable,
  findShownName,
  findUserName,
  getMe,
  listActiveUserIds,
  listAgentNames,
} from './queries/users.ts'
export { reads } from './reads.ts'
export { routes } from './routes.ts'
export { createUserAuthentication, type UserAuthentication } from './sign-in/authenticate.ts'
export { readSessionCookie } from './sign-in/cookie.ts'
export { isOwnOrigin, requireSameSite } from './sign-in/same-site.ts'
export { RESET, resetTask } from './sign-in/reset-password.ts'
export { hashPassword } from './sign-in/password.ts'
export { makeAdminLink, makeFirstLink, makeFirstLinkBeside } from './sign-in/console-links.ts'

/** What the account does by itself. */
export const reactions = (post: Post) => [notifyByMail(post)]

export const commands = (post: Post) => [
  sendTestMail(post),
  renewFailedMail(post),
  hurryWaitingMails(post),
  inviteUser(post),
  updateUser,
  deactivateUser,
  reactivateUser,
  renewInvitation(post),
  saveRole,
  deleteRole,
  saveGroup,
  deleteGroup,
  saveBrand,
  updateProfile,
  setAvailability,
  changePassword,
  revokeLogin,
  revokeAllLogins,
  readNotifications,
]
