/** The forbidden acts, in the order of Điều 6. */
export const violationKinds = [
  'obstruction',
  'unlawfulSharing',
  'intellectualProperty',
  'distortion',
  'unlawfulUse',
  'sabotage',
] as const
export type ViolationKind = (typeof violationKinds)[number]
