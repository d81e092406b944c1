import type { Role } from '../../../src/identity/index.ts'
import type { Zone } from '../../../src/platform/index.ts'

/** What the clauses say of who does what, and from where: written down by hand, and read from nothing the product holds. */
export interface Duty {
  readonly clause: string
  readonly says: string
  readonly from: Zone
  /** `anyone`: also who has no account; `account`: whatever its role. */
  readonly by: 'anyone' | 'account' | readonly Role[]
  /** Done by a person who is there and has just shown who they are, by no program. */
  readonly inPerson?: true
  readonly operations: readonly string[]
}

const units: readonly Role[] = ['provider', 'consumer']
const provider: readonly Role[] = ['provider']
const coordinator: readonly Role[] = ['coordinator']
const committee: readonly Role[] = ['committee']
const describers: readonly Role[] = ['provider', 'coordinator']
const oversight: readonly Role[] = ['coordinator', 'committee', 'auditor']
/** All but who runs the machine: they look after accounts and networks, and have no business with data (Điều 13.1). */
const parties: readonly Role[] = [...units, ...oversight]

const openToAll: readonly Duty[] = [
  {
    ...{
      clause: 'Điều 12, 13.2',
      says: 'what is public is told to anybody, from anywhere',
      from: 'open',
      by: 'anyone',
    },
    operations: ['catalogue.listPublicDatasets'],
  },
  {
    ...{ clause: 'Điều 7.2, 9, 15.2', says: 'catalogue, lists, units and laws are read on the dedicated network' },
    ...{ from: 'dedicated', by: 'anyone' },
    operations: [
      ...[
        'law.listInstruments',
        'law.getInstrument',
        'law.listCalendarYears',
        'law.getDeadline',
        'law.getCalendarYear',
      ],
      ...['identity.listOrganisations', 'identity.getOrganisationTree', 'identity.getOrganisation'],
      ...['identity.getOrganisationHistory', 'identity.findByIdentifier'],
      ...['reference.listCodeLists', 'reference.getCodeList', 'reference.listEntries', 'reference.getEntry'],
      ...['reference.getHierarchy', 'reference.getPlace', 'reference.getLife', 'reference.compareVersions'],
      ...['catalogue.listKinds', 'catalogue.listDatasets', 'catalogue.getDataset', 'catalogue.listDocuments'],
      ...['catalogue.downloadDocument', 'catalogue.listRetirements', 'catalogue.listStructures'],
      ...['catalogue.getStructure', 'catalogue.listVersions', 'catalogue.getVersion', 'catalogue.listCodeListUses'],
      ...['warehouse.getDatasetState', 'warehouse.getQuality', 'warehouse.getUsage', 'warehouse.describeUploads'],
    ],
  },
  {
    ...{ clause: 'Điều 13.3', says: 'what proves the log needs no account', from: 'dedicated', by: 'anyone' },
    operations: ['journal.listCheckpoints', 'journal.getGrowth', 'journal.getKeys', 'journal.getCertificates'],
  },
  {
    ...{
      clause: 'Điều 7.1',
      says: 'whoever has no session yet gets one, or learns how',
      from: 'dedicated',
      by: 'anyone',
    },
    operations: [
      ...['identity.getSession', 'identity.signOut', 'identity.signIn', 'identity.askForPasskey'],
      ...['identity.signInByPasskey', 'identity.readLink', 'identity.askForPasskeyByLink', 'identity.useLink'],
      ...['identity.offerAuthenticatorByLink', 'identity.getSignInWays', 'identity.beginOutside'],
      ...['identity.returnFromOutside', 'identity.openSignInRequest', 'identity.getSignInRequest'],
    ],
  },
]

const ownAffairs: readonly Duty[] = [
  {
    ...{ clause: 'Điều 7.1, 13.1', says: 'everybody looks after their own account', from: 'dedicated', by: 'account' },
    operations: [
      ...['identity.listSessions', 'identity.signOutEverywhere', 'identity.endSession', 'identity.listSignIns'],
      ...['identity.askForProof', 'identity.prove', 'identity.askToSign', 'identity.renamePasskey'],
      ...['identity.listFactors', 'identity.listTokens', 'identity.revokeToken', 'identity.refuseSignIn'],
      ...['identity.getWaitingDevice', 'identity.refuseDevice', 'identity.listConsents', 'identity.endConsent'],
      ...['identity.listOwnUnitAccounts', 'identity.listAccountRequests', 'identity.requestAccount'],
      ...['identity.withdrawAccountRequest', 'identity.listReviews', 'identity.listReviewedAccounts'],
    ],
  },
  {
    ...{ clause: 'Điều 13.1', says: 'what opens an account is changed by its person alone', from: 'dedicated' },
    ...{ by: 'account', inPerson: true },
    operations: [
      ...['identity.askForNewPasskey', 'identity.addPasskey', 'identity.removePasskey', 'identity.setPassword'],
      ...['identity.offerAuthenticator', 'identity.makeRecoveryCodes', 'identity.issueToken', 'identity.allowSignIn'],
      ...['identity.allowDevice', 'identity.answerReview'],
    ],
  },
  {
    ...{
      clause: 'Điều 2, 18.1',
      says: 'who answers for a unit is told to every account',
      from: 'dedicated',
      by: 'account',
    },
    operations: ['identity.listFocalPoints', 'identity.listFocalPointGaps'],
  },
  {
    ...{ clause: 'Điều 11', says: 'the rules, and why one may not, are told to every account', from: 'dedicated' },
    by: 'account',
    operations: [
      ...['access.getDecision', 'access.getPolicies', 'access.listPolicySets', 'access.getPolicySet'],
      ...['access.listPurposes', 'access.listRefusalGrounds'],
    ],
  },
  {
    ...{ clause: 'Điều 13.3', says: 'the log of changes is open to every account', from: 'dedicated', by: 'account' },
    operations: [
      ...['journal.listEntries', 'journal.getEntry', 'journal.getEntryProof', 'journal.getCheckpoint'],
      ...['journal.listTimeStamps', 'journal.getTimeStamp', 'journal.getWitnesses', 'journal.getProgress'],
      ...['identity.checkSignature', 'journal.listOwnReads', 'journal.getReadEvidence', 'journal.getReadReceipt'],
    ],
  },
]

const accounts: readonly Duty[] = [
  {
    ...{ clause: 'Điều 13.3, 19', says: 'who read what is for those who oversee', from: 'dedicated', by: oversight },
    operations: ['journal.listReads'],
  },
  {
    ...{ clause: 'Điều 15.3', says: 'the coordinator gives accounts and their ways in', from: 'administration' },
    ...{ by: coordinator, inPerson: true },
    operations: [
      ...['identity.issueLink', 'identity.linkOutside', 'identity.unlinkOutside', 'identity.suspendAccount'],
      ...['identity.decideAccountRequest', 'identity.registerClient', 'identity.resumeClient'],
    ],
  },
  {
    ...{ clause: 'Điều 15.3', says: 'the coordinator opens reviews, and refuses clients', from: 'administration' },
    by: coordinator,
    operations: ['identity.openReview', 'identity.refuseClient'],
  },
  {
    ...{ clause: 'Điều 13.1', says: 'a second person lets a way in to a guarded account go', from: 'administration' },
    ...{ by: ['coordinator', 'administrator'], inPerson: true },
    operations: ['identity.releaseLink', 'identity.confirmOutsideLink'],
  },
  {
    ...{ clause: 'Điều 13.1', says: 'the same two see what waits for them', from: 'administration' },
    by: ['coordinator', 'administrator'],
    operations: ['identity.listWaitingLinks'],
  },
  {
    ...{
      clause: 'Điều 15.3, 19',
      says: 'all accounts are seen by who gives, runs and audits them',
      from: 'administration',
    },
    by: ['coordinator', 'auditor', 'administrator'],
    operations: ['identity.listOutsideLinks', 'identity.listAccounts'],
  },
  {
    ...{ clause: 'Điều 15.3', says: 'who oversees the review sees how far it is', from: 'dedicated' },
    by: ['coordinator', 'auditor'],
    operations: [
      ...['identity.getReviewProgress', 'identity.getReviewReport', 'identity.downloadReviewReportCsv'],
      'identity.downloadReviewReport',
    ],
  },
  {
    ...{ clause: 'Điều 8', says: 'programs are seen by whose they are and by who oversees them', from: 'dedicated' },
    by: [...units, 'coordinator', 'auditor'],
    operations: ['identity.listClients', 'identity.getClient'],
  },
  {
    ...{
      clause: 'Điều 8',
      says: 'units ask for programs of their own',
      from: 'dedicated',
      by: [...units, 'coordinator'],
    },
    operations: ['identity.requestClient'],
  },
  {
    ...{ clause: 'Điều 8, 13.1', says: 'keys of a program are changed by a person', from: 'dedicated' },
    ...{ by: [...units, 'coordinator'], inPerson: true },
    operations: ['identity.changeClientKeys', 'identity.suspendClient'],
  },
]

const coordination: readonly Duty[] = [
  {
    ...{ clause: 'Điều 2', says: 'acts on units are seen by who oversees them', from: 'dedicated', by: oversight },
    operations: ['identity.listActs', 'identity.getAct', 'identity.previewAct'],
  },
  {
    ...{ clause: 'Điều 2, 15', says: 'the coordinator prepares acts', from: 'dedicated', by: coordinator },
    operations: ['identity.prepareAct', 'identity.withdrawAct'],
  },
  {
    ...{ clause: 'Điều 2, 15', says: 'and puts them and focal points into force', from: 'dedicated', by: coordinator },
    inPerson: true,
    operations: ['identity.confirmAct', 'identity.assignFocalPoint', 'identity.endFocalPoint'],
  },
  {
    ...{ clause: 'Điều 9, 15', says: 'instruments are entered by who issues or carries them out', from: 'dedicated' },
    by: ['coordinator', 'committee'],
    operations: ['law.registerInstrument'],
  },
  {
    ...{ clause: 'Điều 15', says: 'the coordinator keeps the calendar and the purposes', from: 'dedicated' },
    ...{ by: coordinator, inPerson: true },
    operations: ['law.recordCalendarYear', 'access.registerPurpose', 'access.retirePurpose'],
  },
  {
    ...{ clause: 'Điều 8, 15.2', says: 'the coordinator keeps code lists', from: 'dedicated', by: coordinator },
    operations: ['reference.registerCodeList', 'reference.addVersion'],
  },
  {
    ...{ clause: 'Điều 10, 15.1', says: 'providers describe their data, the coordinator any', from: 'dedicated' },
    by: describers,
    operations: [
      ...['catalogue.registerDataset', 'catalogue.reviseDataset', 'catalogue.addDocument'],
      'catalogue.declareStructure',
    ],
  },
  {
    ...{ clause: 'Điều 5.2', says: 'and end it by an instrument', from: 'dedicated', by: describers, inPerson: true },
    operations: ['catalogue.retireDataset', 'catalogue.reopenDataset'],
  },
  {
    ...{ clause: 'Điều 9', says: 'the Committee promulgates', from: 'dedicated', by: committee, inPerson: true },
    operations: ['catalogue.promulgate'],
  },
]

const rules: readonly Duty[] = [
  {
    ...{
      clause: 'Điều 15',
      says: 'the coordinator proposes rules',
      from: 'dedicated',
      by: coordinator,
      inPerson: true,
    },
    operations: ['access.proposePolicySet'],
  },
  {
    ...{ clause: 'Điều 11.2', says: 'the Committee decides about rules and about uses', from: 'dedicated' },
    ...{ by: committee, inPerson: true },
    operations: [
      ...['access.approvePolicySet', 'access.refusePolicySet', 'access.consentToGrant', 'access.refuseGrant'],
      'access.revokeGrant',
    ],
  },
  {
    ...{ clause: 'Điều 11, 19', says: 'rules are tried out by who oversees', from: 'dedicated', by: oversight },
    operations: ['access.rehearsePolicies'],
  },
  {
    ...{
      clause: 'Điều 13.2',
      says: 'networks and who was refused are seen by who runs and audits',
      from: 'administration',
    },
    by: ['administrator', 'auditor'],
    operations: ['access.listNetworks', 'access.listZoneRefusals'],
  },
  {
    ...{ clause: 'Điều 13.2', says: 'networks are named by the administrator', from: 'administration' },
    ...{ by: ['administrator'], inPerson: true },
    operations: ['access.addNetwork', 'access.removeNetwork'],
  },
]

const uses: readonly Duty[] = [
  {
    ...{
      clause: 'Điều 11.2',
      says: 'requests and grants are seen by their parties and by who oversees',
      from: 'dedicated',
    },
    by: parties,
    operations: [
      ...['access.listGrantRequests', 'access.getGrantRequest', 'access.listGrantSteps'],
      ...['access.listGrants', 'access.getGrant', 'access.getGrantAnnex'],
    ],
  },
  {
    ...{ clause: 'Điều 11.2', says: 'units that use data ask', from: 'dedicated', by: units },
    operations: [
      ...['access.askForGrant', 'access.askForRenewal', 'access.askForAmendment', 'access.withdrawGrantRequest'],
    ],
  },
  {
    ...{ clause: 'Điều 11.2', says: 'the provider says what it thinks', from: 'dedicated', by: provider },
    operations: ['access.giveOpinion'],
  },
  {
    ...{ clause: 'Điều 11.2, 15', says: 'the coordinator checks', from: 'dedicated', by: coordinator },
    operations: ['access.checkGrantRequest'],
  },
  {
    ...{
      clause: 'Điều 11.2, 18',
      says: 'a party holds a grant back',
      from: 'dedicated',
      by: [...units, 'coordinator'],
    },
    operations: ['access.holdGrant', 'access.letGrantGo'],
  },
]

const protection: readonly Duty[] = [
  {
    ...{ clause: 'Điều 1.2', says: 'incidents are seen by who sent the file and who oversees', from: 'dedicated' },
    by: ['provider', ...oversight],
    operations: ['access.listIncidents', 'access.getIncident'],
  },
  {
    ...{ clause: 'Điều 1.2', says: 'the coordinator asks that a file is let go', from: 'dedicated', by: coordinator },
    inPerson: true,
    operations: ['access.askRelease'],
  },
  {
    ...{ clause: 'Điều 1.2', says: 'the Committee, as a second person, lets it go', from: 'dedicated', by: committee },
    inPerson: true,
    operations: ['access.decideRelease'],
  },
  {
    ...{ clause: 'Điều 1.2', says: 'either closes an incident', from: 'dedicated', by: ['coordinator', 'committee'] },
    inPerson: true,
    operations: ['access.handleIncident'],
  },
  {
    ...{
      clause: 'Điều 13.1, 18.3',
      says: 'people are answered by who holds their data and by the desk',
      from: 'dedicated',
    },
    by: describers,
    operations: [
      ...['access.listSubjectRequests', 'access.receiveSubjectRequest', 'access.listSubjectNotices'],
      ...['access.getSubjectRequest', 'access.listSubjectSteps', 'access.assignSubjectRequest'],
      ...['access.respondToSubject', 'access.reportOnSubjectRequest', 'access.extendSubjectRequest'],
      ...['access.answerSubjectRequest', 'access.refuseSubjectRequest', 'access.eraseSubjectOfRequest'],
      ...['access.findSubjectReads', 'access.downloadSubjectReads'],
    ],
  },
  {
    ...{ clause: 'Điều 13.1', says: 'impact files are seen by provider, coordinator, auditor', from: 'dedicated' },
    by: [...describers, 'auditor'],
    operations: ['access.listImpactFiles', 'access.getImpactFile', 'access.downloadImpactFile'],
  },
  {
    ...{ clause: 'Điều 13.1', says: 'and written by the provider', from: 'dedicated', by: provider },
    operations: ['access.writeImpactFile', 'access.confirmImpactFile'],
  },
]

const deliveries: readonly Duty[] = [
  {
    ...{ clause: 'Điều 10, 17.2', says: 'providers deliver', from: 'dedicated', by: provider },
    operations: [
      ...['warehouse.submitUpload', 'warehouse.submit', 'warehouse.getProfile', 'warehouse.rememberProfile'],
      ...['warehouse.forgetProfile', 'warehouse.createUpload', 'warehouse.checkUpload', 'warehouse.removeUpload'],
      ...['warehouse.continueUpload', 'warehouse.getUpload', 'warehouse.previewUpload'],
      ...['warehouse.confirmSubmission', 'warehouse.withdrawSubmission', 'warehouse.editQuarantine'],
      ...['warehouse.continueSubmission', 'warehouse.putDatasetSettings'],
    ],
  },
  {
    ...{ clause: 'Điều 5.6, 17.2', says: 'how deliveries went is seen by all parties', from: 'dedicated', by: parties },
    operations: [
      ...['warehouse.listDatasetSubmissions', 'warehouse.listSubmissions', 'warehouse.getSubmission'],
      ...['warehouse.getSubmissionReceipt', 'warehouse.getSubmissionEvidence', 'warehouse.listSubmissionErrors'],
      ...['warehouse.downloadSubmissionErrors', 'warehouse.listQuarantine', 'warehouse.downloadQuarantine'],
      ...['warehouse.getDatasetSettings', 'warehouse.getDesk', 'warehouse.listReadable'],
      ...['warehouse.listNotices', 'warehouse.markNoticeRead'],
    ],
  },
  {
    ...{ clause: 'Điều 11.2, 5.2', says: 'data is asked for by parties; whether they get it is another matter' },
    ...{ from: 'dedicated', by: parties },
    operations: [
      ...['warehouse.requestExport', 'warehouse.listExports', 'warehouse.getExport', 'warehouse.removeExport'],
      ...['warehouse.downloadExport', 'warehouse.listRecords', 'warehouse.getRecord'],
      ...['warehouse.getRecordHistory', 'warehouse.getRecordProof', 'warehouse.listChanges'],
    ],
  },
]

const violations: readonly Duty[] = [
  {
    ...{ clause: 'Điều 11.4', says: 'anybody reports a violation, and sees what they reported', from: 'dedicated' },
    by: 'account',
    operations: ['access.reportViolation', 'access.listViolations', 'access.getViolation'],
  },
  {
    ...{ clause: 'Điều 13.3', says: 'evidence is checked by who oversees', from: 'dedicated', by: oversight },
    operations: ['access.checkViolationEvidence', 'access.getViolationNotice'],
  },
  {
    ...{ clause: 'Điều 11.4, 19.2', says: 'the coordinator and the Committee look into it', from: 'dedicated' },
    by: ['coordinator', 'committee'],
    operations: [
      ...['access.examineViolation', 'access.addViolationEvidence', 'access.declareViolationIncident'],
      ...['access.noteViolationNotice'],
    ],
  },
  {
    ...{ clause: 'Điều 19.2', says: 'either proposes how it ends and lets its subject read again', from: 'dedicated' },
    ...{ by: ['coordinator', 'committee'], inPerson: true },
    operations: ['access.proposeViolationEnd', 'access.releaseViolationSubject'],
  },
  {
    ...{ clause: 'Điều 11.4', says: 'the coordinator alone knows where keys are planted', from: 'dedicated' },
    by: coordinator,
    operations: ['access.listPlantedKeys', 'access.plantKey', 'access.removePlantedKey'],
  },
  {
    ...{ clause: 'Điều 19.2', says: 'the Committee, as a second person, decides', from: 'dedicated', by: committee },
    inPerson: true,
    operations: ['access.decideViolation'],
  },
]

export const duties: readonly Duty[] = [
  ...[...openToAll, ...ownAffairs, ...accounts, ...coordination],
  ...[...rules, ...uses, ...protection, ...violations, ...deliveries],
]

const byOperation = new Map(duties.flatMap((duty) => duty.operations.map((operation) => [operation, duty] as const)))

export function dutyOf(operation: string): Duty {
  const duty = byOperation.get(operation)
  if (!duty) throw new Error(`${operation} has no row in the table of duties`)
  return duty
}
