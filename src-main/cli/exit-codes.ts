/** The meanings of the exit codes of commands, for their help. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'it failed, diverged, or found a fault; the last line says why'],
  [2, 'the command line, or a training file, makes no sense'],
  [130, 'ended by Ctrl-C, or by a request to terminate; a training has written a checkpoint'],
];

/** Returns the table of exit codes. */
export const exitCodeLines = (): string[] => [
  'Exit codes',
  ...exitCodes.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`),
];
