import type { operations } from './schema.d.ts'

/** The body a successful call of an operation answers with. */
type Answer<Id extends keyof operations> = operations[Id] extends {
  responses: { 200: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

type ItemOf<Id extends keyof operations> = Answer<Id> extends { items: (infer Item)[] } ? Item : never

/** What an operation is sent. */
type BodyOf<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

export type Session = Answer<'identity.getSession'>
export type SignedInSession = Extract<Session, { account: object }>
export type Role = SignedInSession['roles'][number]
export type OrgRef = SignedInSession['unit']
export type Token = ItemOf<'identity.listTokens'>
export type Factors = Answer<'identity.listFactors'>
export type Passkey = Factors['passkeys'][number]
export type OpenSession = ItemOf<'identity.listSessions'>
export type SignInRecord = ItemOf<'identity.listSignIns'>
export type LinkFacts = Answer<'identity.readLink'>
export type OfferedAuthenticator =
  operations['identity.offerAuthenticator']['responses'][201]['content']['application/json']
export type SignInRequest = Answer<'identity.getSignInRequest'>
export type WaitingDevice = Answer<'identity.getWaitingDevice'>
export type Consent = ItemOf<'identity.listConsents'>
export type AskedScope = SignInRequest['scopes'][number]
export type Client = Answer<'identity.getClient'>
export type ClientBody = operations['identity.requestClient']['requestBody']['content']['application/json']
export type IssuedToken = operations['identity.issueToken']['responses'][201]['content']['application/json']

export type AccountFacts = ItemOf<'identity.listAccounts'>
export type AccountRequest = ItemOf<'identity.listAccountRequests'>
export type DecidedRequest = Answer<'identity.decideAccountRequest'>
export type OneTimeLink = NonNullable<DecidedRequest['activation']>
export type WaitingLink = ItemOf<'identity.listWaitingLinks'>
export type OutsideLink = ItemOf<'identity.listOutsideLinks'>
export type Review = ItemOf<'identity.listReviews'>
export type ReviewedAccount = ItemOf<'identity.listReviewedAccounts'>
export type UnitProgress = ItemOf<'identity.getReviewProgress'>
export type TreeUnit = ItemOf<'identity.getOrganisationTree'>
export type UnitKind = TreeUnit['kind']
export type Unit = Answer<'identity.getOrganisation'>
export type UnitHistory = Answer<'identity.getOrganisationHistory'>
export type FocalPoint = ItemOf<'identity.listFocalPoints'>
export type FocalPointGap = ItemOf<'identity.listFocalPointGaps'>
export type FocalPointBody = BodyOf<'identity.assignFocalPoint'>
export type ZoneNetwork = ItemOf<'access.listNetworks'>
export type NetworkBody = BodyOf<'access.addNetwork'>
export type ZoneRefusal = ItemOf<'access.listZoneRefusals'>
export type Act = Answer<'identity.getAct'>
export type ActPreview = Answer<'identity.previewAct'>
export type ActEffect = ActPreview['effect']
export type ActBody = BodyOf<'identity.prepareAct'>
export type ActStep = ActBody['steps'][number]

export type Instrument = Answer<'law.getInstrument'>
export type InstrumentBody = BodyOf<'law.registerInstrument'>

export type CodeList = Answer<'reference.getCodeList'>
export type CodeListVersion = CodeList['versions'][number]
export type CodeEntry = ItemOf<'reference.listEntries'>
export type CodePeriod = ItemOf<'reference.getLife'>
export type CodePlace = Answer<'reference.getPlace'>
export type CodeComparison = Answer<'reference.compareVersions'>
export type CodeChange = CodeComparison['items'][number]
export type CodeChangeKind = CodeChange['kinds'][number]
export type CodeListUse = ItemOf<'catalogue.listCodeListUses'>

export type Dataset = Answer<'catalogue.getDataset'>
export type DatasetKind = Dataset['kind']
export type Classification = Dataset['classification']
export type Consumer = Dataset['consumers'][number]
export type Structure = ItemOf<'catalogue.listStructures'>
export type Field = Structure['fields'][number]
/** A field as its reader sees it; nothing is asked about masked values. */
export interface ReadableField extends Field {
  masked: boolean
}
export type CatalogueVersion = Answer<'catalogue.getVersion'>
export type CatalogueRow = CatalogueVersion['rows'][number]
export type ListedVersion = ItemOf<'catalogue.listVersions'>

export type Kind = ItemOf<'catalogue.listKinds'>

export type DatasetDocument = ItemOf<'catalogue.listDocuments'>
export type Retirement = ItemOf<'catalogue.listRetirements'>

export type Decision = Answer<'access.getDecision'>
export type Purpose = ItemOf<'access.listPurposes'>
export type PurposeBody = BodyOf<'access.registerPurpose'>
export type GrantRequest = Answer<'access.getGrantRequest'>
export type GrantExtent = GrantRequest['extent']
export type GrantRequestBody = BodyOf<'access.askForGrant'>
export type Grant = Answer<'access.getGrant'>
export type RefusalGround = ItemOf<'access.listRefusalGrounds'>
export type Incident = Answer<'access.getIncident'>
export type ListedIncident = ItemOf<'access.listIncidents'>
export type Violation = Answer<'access.getViolation'>
export type ListedViolation = ItemOf<'access.listViolations'>
export type ViolationReport = BodyOf<'access.reportViolation'>
export type ViolationEvidence = ItemOf<'access.checkViolationEvidence'>

export type Submission = Answer<'warehouse.getSubmission'>
export type SubmissionState = Submission['state']
export type Balance = NonNullable<Submission['balance']>
export type Progress = NonNullable<Submission['progress']>
export type Fault = Submission['faults'][number]
export type DatasetState = Answer<'warehouse.getDatasetState'>
export type Quality = Answer<'warehouse.getQuality'>
export type Usage = Answer<'warehouse.getUsage'>
export type Readable = ItemOf<'warehouse.listReadable'>
export type Export = Answer<'warehouse.getExport'>
export type ExportFormat = Export['format']
export type RecordsPage = Answer<'warehouse.listRecords'>
export type Values = RecordsPage['items'][number]
export type RecordChange = ItemOf<'warehouse.listChanges'>
export type RecordVersion = ItemOf<'warehouse.getRecordHistory'>

export type FileLoad = Exclude<Submission['load'], 'withdrawal' | 'conversion'>
export type OnFault = Submission['onFault']
export type Preview = Answer<'warehouse.previewUpload'>
export type Profile = Preview['profile']
export type WaitingRow = ItemOf<'warehouse.listQuarantine'>
export type QuarantineCounts = Answer<'warehouse.editQuarantine'>
export type Desk = Answer<'warehouse.getDesk'>
export type DeskItem = Desk['items'][number]
export type DeskNotice = ItemOf<'warehouse.listNotices'>

export type JournalEntry = Answer<'journal.getEntry'>
export type LogStanding = Answer<'journal.getWitnesses'>
export type LogProgress = Answer<'journal.getProgress'>
export type LogKeys = Answer<'journal.getKeys'>
export type ListedCheckpoint = ItemOf<'journal.listCheckpoints'>
export type ReadEntry = ItemOf<'journal.listReads'>

/** An RFC 9457 problem. The portal makes some itself (no answer came), which have no request id. */
export interface Problem {
  type: string
  code: string
  title: string
  status: number
  detail?: string
  remedy?: string
  instance?: string
  clause?: string
  errors?: { field: string; message: string }[]
}
export type PolicyStanding = Answer<'access.getPolicies'>
export type Policy = PolicyStanding['policies'][number]
export type PolicySet = ItemOf<'access.listPolicySets'>
export type PolicySetDetail = Answer<'access.getPolicySet'>
export type PolicyFiles = PolicySetDetail['files']
export type PolicyChange = PolicySetDetail['changes'][number]
export type PolicyDifference = ItemOf<'access.rehearsePolicies'>

export type SubjectRequest = ItemOf<'access.listSubjectRequests'>
export type SubjectRequestBody =
  operations['access.receiveSubjectRequest']['requestBody']['content']['application/json']
export type SubjectReads = Answer<'access.findSubjectReads'>
export type ImpactSummary = ItemOf<'access.listImpactFiles'>
export type ImpactFile = Answer<'access.getImpactFile'>
export type ImpactBody = operations['access.writeImpactFile']['requestBody']['content']['application/json']
export type CalendarYear = ItemOf<'law.listCalendarYears'>
