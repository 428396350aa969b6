import type { Database } from 'better-sqlite3';

declare const access: unique symbol;

/** A connection that only reads: SQLite refuses everything else where it was opened so. */
export type Reader = Database & { readonly [access]: 'reads' | 'writes' };

/** A connection that may write too. Only small writes belong on the thread that answers the API. */
export type Writer = Database & { readonly [access]: 'writes' };
