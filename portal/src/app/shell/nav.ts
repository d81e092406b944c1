import {
  IconBell,
  IconClipboardCheck,
  IconInbox,
  IconUsers,
  IconBook2,
  IconDatabase,
  IconEye,
  IconEyeCheck,
  IconFileCheck,
  IconFileDownload,
  IconFileText,
  IconFlag,
  IconGavel,
  IconGitMerge,
  IconHistory,
  IconHome2,
  IconKey,
  IconListDetails,
  IconListNumbers,
  IconLicense,
  IconLockOpen2,
  IconNetwork,
  IconScale,
  IconServer2,
  IconShieldLock,
  IconSitemap,
  IconStack2,
  IconTargetArrow,
  IconUpload,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react'
import type { Role } from '../../api/types.ts'

export const publicLinks = [
  { to: '/datasets', text: 'nav.datasets', icon: IconDatabase },
  { to: '/catalogue', text: 'nav.catalogue', icon: IconBook2 },
  { to: '/code-lists', text: 'nav.codeLists', icon: IconListNumbers },
  { to: '/journal', text: 'nav.journal', icon: IconHistory },
] as const

export interface DeskLink {
  to:
    | '/'
    | '/datasets'
    | '/submit'
    | '/submissions'
    | '/notices'
    | '/law'
    | '/journal/reads'
    | '/readable'
    | '/reads'
    | '/exports'
    | '/organisations'
    | '/acts'
    | '/account'
    | '/clients'
    | '/accounts'
    | '/account-requests'
    | '/reviews'
    | '/incidents'
    | '/violations'
    | '/networks'
    | '/subject-requests'
    | '/impact-files'
    | '/catalogue/$number'
    | '/policies'
    | '/grant-requests'
    | '/grants'
    | '/purposes'
  text:
    | 'nav.desk'
    | 'nav.ourDatasets'
    | 'nav.submit'
    | 'nav.submissions'
    | 'nav.notices'
    | 'nav.law'
    | 'nav.reads'
    | 'nav.readable'
    | 'nav.ownReads'
    | 'nav.exports'
    | 'nav.organisations'
    | 'nav.acts'
    | 'nav.account'
    | 'nav.clients'
    | 'nav.unitAccounts'
    | 'nav.accountRequests'
    | 'nav.reviews'
    | 'nav.networks'
    | 'nav.subjectRequests'
    | 'nav.impactFiles'
    | 'nav.inForce'
    | 'nav.incidents'
    | 'nav.violations'
    | 'nav.policies'
    | 'nav.grantRequests'
    | 'nav.grants'
    | 'nav.purposes'
  icon: Icon
  search?: { provider: string }
  params?: { number: string }
}

const desk: DeskLink = { to: '/', text: 'nav.desk', icon: IconHome2 }
const account: DeskLink = { to: '/account', text: 'nav.account', icon: IconKey }
const clients: DeskLink = { to: '/clients', text: 'nav.clients', icon: IconServer2 }
const organisations: DeskLink = { to: '/organisations', text: 'nav.organisations', icon: IconSitemap }
const acts: DeskLink = { to: '/acts', text: 'nav.acts', icon: IconGitMerge }
const law: DeskLink = { to: '/law', text: 'nav.law', icon: IconGavel }
const policies: DeskLink = { to: '/policies', text: 'nav.policies', icon: IconScale }
const reads: DeskLink = { to: '/journal/reads', text: 'nav.reads', icon: IconEye }
const readable: DeskLink = { to: '/readable', text: 'nav.readable', icon: IconLockOpen2 }
const grantRequests: DeskLink = { to: '/grant-requests', text: 'nav.grantRequests', icon: IconFileText }
const grants: DeskLink = { to: '/grants', text: 'nav.grants', icon: IconLicense }
const purposes: DeskLink = { to: '/purposes', text: 'nav.purposes', icon: IconTargetArrow }
const ownReads: DeskLink = { to: '/reads', text: 'nav.ownReads', icon: IconEyeCheck }
const exported: DeskLink = { to: '/exports', text: 'nav.exports', icon: IconFileDownload }
const unitAccounts: DeskLink = { to: '/accounts', text: 'nav.unitAccounts', icon: IconUsers }
const accountRequests: DeskLink = { to: '/account-requests', text: 'nav.accountRequests', icon: IconInbox }
const reviews: DeskLink = { to: '/reviews', text: 'nav.reviews', icon: IconClipboardCheck }
const incidents: DeskLink = { to: '/incidents', text: 'nav.incidents', icon: IconShieldLock }
const violations: DeskLink = { to: '/violations', text: 'nav.violations', icon: IconFlag }
const networks: DeskLink = { to: '/networks', text: 'nav.networks', icon: IconNetwork }
const subjectRequests: DeskLink = { to: '/subject-requests', text: 'nav.subjectRequests', icon: IconUserQuestion }
const impactFiles: DeskLink = { to: '/impact-files', text: 'nav.impactFiles', icon: IconFileCheck }
const inForce: DeskLink = {
  to: '/catalogue/$number',
  text: 'nav.inForce',
  icon: IconListDetails,
  params: { number: 'current' },
}

/** What stands in the left rail: the work of the roles a person has, each link once. */
export function deskLinks(roles: readonly Role[], unit: string): DeskLink[] {
  const has = (...wanted: Role[]) => wanted.some((role) => roles.includes(role))
  const provider: DeskLink[] = [
    { to: '/datasets', text: 'nav.ourDatasets', icon: IconStack2, search: { provider: unit } },
    { to: '/submit', text: 'nav.submit', icon: IconUpload },
    { to: '/submissions', text: 'nav.submissions', icon: IconHistory },
    { to: '/notices', text: 'nav.notices', icon: IconBell },
  ]
  return [
    desk,
    ...(has('provider') ? provider : []),
    ...(has('provider', 'consumer', 'coordinator', 'committee', 'auditor')
      ? [readable, grants, grantRequests, ownReads, exported]
      : []),
    ...(has('coordinator', 'committee', 'consumer') ? [inForce] : []),
    ...(has('provider', 'coordinator') ? [subjectRequests] : []),
    ...(has('provider', 'coordinator', 'auditor') ? [impactFiles] : []),
    organisations,
    ...(has('coordinator', 'committee', 'auditor') ? [acts, law, policies, purposes] : []),
    ...(has('coordinator', 'committee', 'auditor') ? [reads, incidents] : []),
    ...(has('provider', 'consumer', 'coordinator', 'auditor') ? [clients] : []),
    ...(has('coordinator', 'administrator') ? [accountRequests] : []),
    violations,
    unitAccounts,
    reviews,
    ...(has('administrator', 'auditor') ? [networks] : []),
    account,
  ]
}
