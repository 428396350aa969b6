/**
 * The format process: a forked child of Node, or a utility process of Electron. It reads, writes and runs files of other programs, one
 * task at a time, so that none of that happens where the data lies. Says `ready` or `init-failed`, and ends when its other end is gone.
 */
import type { FormatEvent, FormatRequest } from '../exports/processes/format-task.ts';
import { openChannel } from '../engine-process/channel.ts';

const channel = await openChannel<FormatRequest, FormatEvent>();
if (channel === null) {
  process.stderr.write('This program reads and writes files for Kioku Studio and is started by it.\n');
  process.exit(2);
}
channel.onClose(() => process.exit(0));
// Ctrl-C on a terminal reaches every process of the group. What it means is for the other end to say.
process.on('SIGINT', () => undefined);
try {
  // Imported here, so that even a file that is missing or damaged is reported.
  const { answerRequests } = await import('./answer-requests.ts');
  answerRequests(channel);
  channel.post({ type: 'ready' });
} catch (error) {
  channel.post({ type: 'init-failed', message: error instanceof Error ? error.message : String(error) });
  await channel.flush();
  process.exit(1);
}
