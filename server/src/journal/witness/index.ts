export { createWitness } from './witness.ts'
export type { Successors, Witness, WitnessAnswer } from './witness.ts'
export { openWitnessState, originHash, WitnessStateError } from './witness-state.ts'
