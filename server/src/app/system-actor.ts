/** Who acts when an installation sets itself up: no person, and the journal says so. */
export function systemActor(task: string) {
  return {
    accountId: 'system',
    accountName: 'system',
    unitId: 'system',
    unitName: 'khochung',
    via: 'system' as const,
    requestId: task,
  }
}
