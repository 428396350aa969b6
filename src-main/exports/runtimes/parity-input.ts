export type { ParityInput } from '../../../src-engine/spec/parity-spec.ts';
