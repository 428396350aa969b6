import type { Finding } from '../../contract/doctor/doctor-records.ts';
import type { RunFacts } from './facts.ts';

/** Looks for one possible fault. Returns null where there is none, or where a fact that would tell is missing. */
export type Rule = (facts: RunFacts) => Finding | null;
