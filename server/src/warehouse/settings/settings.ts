/** What a provider sets for the loads of its dataset. */
export interface Settings {
  /** A full load that deletes more than this share of the rows in force waits for confirmation, */
  readonly deletionPercent: number
  /** if it deletes at least so many. */
  readonly deletionMinimum: number
}

/**
 * What holds while its provider has set nothing: the share that the kind of the dataset allows. Few rows may go whatever
 * their share, unless the kind lets none go.
 */
export function defaultSettings({ deletionShare }: { readonly deletionShare: number }): Settings {
  return { deletionPercent: deletionShare, deletionMinimum: deletionShare === 0 ? 1 : 100 }
}

/** Whether somebody must agree before a full load may delete so many of the rows in force. */
export function asksFirst({ deletionPercent, deletionMinimum }: Settings, deleted: number, records: number): boolean {
  return deleted > 0 && deleted >= deletionMinimum && deleted * 100 > records * deletionPercent
}
