import type { Log } from '../host/host.ts';

/** Errors carry the id that the person is shown, so they are always printed; the rest only for a developer. */
export const logToTerminal: Log = (level, message, error) => {
  const debug = process.env['KIOKU_DEBUG'] === '1';
  if (level !== 'error' && !debug) return;
  process.stderr.write(`${message}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? error.message}\n`);
};
