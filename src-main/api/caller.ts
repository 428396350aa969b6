import type { Scope } from '../contract/access-records.ts';

/** The caller of the API. */
export interface Caller {
  readonly name: string;
  /** Returns what the caller may do at this moment, or null when the access was revoked meanwhile. */
  readonly scope: Scope | null;
  /** True for a caller of the studio's machine and account, who may name programs of it. */
  readonly isLocal?: boolean;
}

/** The facts that every transport gives about the calls it brings. */
export interface CallContext {
  caller: Caller;
}

/** Whoever runs the studio, from anywhere: the holder of the token that `kioku serve` prints. */
export const owner: Caller = { name: 'owner', scope: 'train' };

/** Whoever runs the studio, on its machine: the desktop program's window and the command line. */
export const localOwner: Caller = { ...owner, isLocal: true };
