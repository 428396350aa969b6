import type { Scope } from '../contract/access-records.ts';

/** The caller of the API. */
export interface Caller {
  readonly name: string;
  /** Returns what the caller may do at this moment, or null when the access was revoked meanwhile. */
  readonly scope: Scope | null;
}

/** The facts that every transport gives about the calls it brings. */
export interface CallContext {
  caller: Caller;
}

/** Whoever runs the studio: its own window, the command line, the holder of the token that `kioku serve` prints. */
export const owner: Caller = { name: 'owner', scope: 'train' };
