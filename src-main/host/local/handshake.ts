/** The first messages between a host and a program that attaches to it. They must stay readable for all other versions. */
export const attachPath = '/attach';

/** Request and response: the version of whoever sends it. */
export const versionHeader = 'kioku-version';
/** Response: the host's process. */
export const processHeader = 'kioku-process';
/** Response: `command` for the host of a single command, which makes room for one that stays, or `studio`. */
export const kindHeader = 'kioku-kind';

export type HostKind = 'command' | 'studio';

/** Statuses with which a host refuses, beside 401 for a wrong secret. */
export const refusals = {
  otherVersion: 426,
  /** The host ends as soon as those who are attached have left. */
  ending: 503,
} as const;
