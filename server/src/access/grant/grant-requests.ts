import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { Law } from '../../law/index.ts'
import type { Clock, Database, Keeper, Language, Log } from '../../platform/index.ts'
import type { ExtentInput } from './extent.ts'
import type { GrantRequest, GrantStep, GroundCode } from './grant-request.ts'

export interface RequestInput {
  readonly extent: ExtentInput
  readonly legalBasis: string
  readonly reasons: string
  /** From the consent on, when null. */
  readonly startsAt: Date | null
  readonly endsAt: Date
}

export interface NewRequestInput extends RequestInput {
  readonly dataset: string
  readonly purpose: string
}

export interface GrantRequests {
  /** Asks for a use beyond the remit (Điều 11.2), or for ends of one's own (11.3); the provider's clock begins. */
  askForGrant(principal: Principal, input: NewRequestInput, language: Language): Promise<GrantRequest>
  /** Asks that a grant goes on behind its end, as it is. */
  askForRenewal(
    principal: Principal,
    grant: string,
    input: Pick<RequestInput, 'legalBasis' | 'reasons' | 'endsAt'>,
  ): Promise<GrantRequest>
  /** Asks that a grant becomes another: the whole extent is told anew. */
  askForAmendment(principal: Principal, grant: string, input: RequestInput, language: Language): Promise<GrantRequest>
  /** Throws `access.grantRequestNotFound`, also where the caller has nothing to do with it. */
  getGrantRequest(principal: Principal, id: string): Promise<GrantRequest>
  listGrantRequests(
    principal: Principal,
    page: {
      readonly open: boolean
      readonly dataset: string | undefined
      readonly before: string | undefined
      readonly limit: number
    },
  ): Promise<GrantRequest[]>
  listGrantSteps(principal: Principal, id: string): Promise<GrantStep[]>
  /** The provider says what it thinks of it; that decides nothing. */
  giveOpinion(
    principal: Principal,
    id: string,
    opinion: { readonly agrees: boolean; readonly text: string },
  ): Promise<GrantRequest>
  /** The coordinator passes it on to the Committee, or gives it back to be put together again. */
  checkGrantRequest(
    principal: Principal,
    id: string,
    check: { readonly passesOn: boolean; readonly text: string },
  ): Promise<GrantRequest>
  /** The Committee's consent, which is the instrument; the grant opens exactly what was asked for. */
  consentToGrant(principal: Principal, id: string, instrument: string): Promise<GrantRequest>
  /** On a ground that the law knows, in writing. */
  refuseGrant(
    principal: Principal,
    id: string,
    refusal: { readonly ground: GroundCode; readonly text: string },
  ): Promise<GrantRequest>
  withdrawGrantRequest(principal: Principal, id: string, text: string): Promise<GrantRequest>
  /** Marks what is late; gives how many are newly so. */
  watchGrantRequests(): Promise<number>
  /** Does so by the clock. */
  readonly keeper: Keeper
}

export interface GrantRequestDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly law: Law
  readonly catalogue: Catalogue
}
