/** Names for the meanings of arguments, which the backend's calls must keep apart; see kernel-arguments.ts. */

/** The distance from one row of a matrix to the next, in bytes. */
export type Bytes = usize;
/** One of the codes of activations.ts. */
export type ActivationCode = i32;
