import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { NotificationMessage } from '../../contract/notifications/notification-records.ts';
import type { SendBy } from './channel-kind.ts';
import { DeliveryError, shortened } from './delivery-error.ts';

/** The output of a program is kept up to here. */
const mostOutputBytes = 10_000;

/**
 * Starts a program of the person's, without a shell: `{title}`, `{text}`, `{event}`, `{run}`, `{run_id}` and `{finding}` in its arguments
 * are replaced, the same values are in its environment as KIOKU_TITLE and so on, and the whole message is its input, as JSON.
 */
export const sendByCommand: SendBy<'command'> = async ({ target, message, signal }) => {
  const values = valuesOf(message);
  const [program = '', ...args] = target.command;
  const filledIn = args.map((arg) => arg.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));
  const environment = Object.entries(values).map(([name, value]) => [`KIOKU_${name.toUpperCase()}`, value]);
  const child = spawn(program, filledIn, {
    shell: false,
    windowsHide: true,
    env: { ...process.env, ...Object.fromEntries(environment) },
    signal,
    killSignal: 'SIGKILL',
  });
  const [output, complaints] = [beginningOf(child.stdout), beginningOf(child.stderr)];
  const ended = new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve(code ?? killedBy ?? ''));
  });
  child.stdin.on('error', () => undefined); // a program need not read its input
  child.stdin.end(JSON.stringify(message));
  const code = await ended.catch((error: NodeJS.ErrnoException) => {
    throw error.syscall?.startsWith('spawn') === true ? new DeliveryError('no-program', error.message) : error;
  });
  if (code !== 0) throw new DeliveryError('exit-code', `${code} ${complaints()}`);
  return shortened(output());
};

function valuesOf({ title, text, event, run, finding }: NotificationMessage): Record<string, string> {
  return { title, text, event, run: run?.name ?? '', run_id: run?.id ?? '', finding: finding?.rule ?? '' };
}

/** Reads a stream to its end, since a program waits while nobody does, and returns a function that gives its beginning. */
function beginningOf(stream: Readable): () => string {
  const pieces: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (piece: Buffer) => {
    if (bytes < mostOutputBytes) pieces.push(piece);
    bytes += piece.length;
  });
  return () => Buffer.concat(pieces).toString('utf8');
}
