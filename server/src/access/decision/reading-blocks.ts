import type { Principal } from '../../identity/index.ts'

/** Which accounts may read nothing for now; kept by the module of violations, which stands behind this one: `app` fills it. */
export interface ReadingBlocks {
  /** The number of the violation an account is blocked for; undefined when it is free. */
  blockOf(principal: Principal): Promise<string | undefined>
}
