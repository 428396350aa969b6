import type { Finding } from '../../contract/doctor-records.ts';
import type { RunFacts } from './facts.ts';

/** Looks for one thing that may be wrong. Returns null where it is not, or where a fact is missing that would tell. */
export type Rule = (facts: RunFacts) => Finding | null;
