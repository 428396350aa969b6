/** The desktop program's host process: a utility process of Electron. Says `ready`, or `init-failed` with what to do about it. */
import type { ParentPort } from './port.ts';

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
if (parentPort === undefined) {
  process.stderr.write('This program is the host of Kioku Studio and is started by it.\n');
  process.exit(2);
}
// Ctrl-C on a terminal reaches every process of the group. The main process says what it means.
process.on('SIGINT', () => undefined);
try {
  // Imported here, so that even a file that is missing or damaged is reported.
  const { runHostProgram } = await import('./host-program.ts');
  runHostProgram(parentPort);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  parentPort.postMessage({ type: 'init-failed', code: 'internal', message, details: {} });
}
