/**
 * The engine process: a forked child of Node, or a utility process of Electron. Says `ready`, or `init-failed` and ends; says `bye`
 * before it ends well; ends by itself when the other end is gone.
 */
import { openChannel } from './channel.ts';
import type { ProcessChannel } from './channel.ts';
import type { EngineRequest } from '../../src-engine/spec/engine-protocol.ts';
import type { EngineMessage } from './checkpoint-parts.ts';

let exitCode = 1;

async function serve(channel: ProcessChannel<EngineRequest, EngineMessage>): Promise<void> {
  // Imported here, so that even a file that is missing or damaged is reported.
  const { createEngineServer } = await import('./engine-server.ts');
  const { splitEvent } = await import('./checkpoint-parts.ts');
  const { openNodeBackends } = await import('./node-backends.ts');
  const backends = await openNodeBackends();
  const server = createEngineServer(backends, (event) => {
    for (const message of splitEvent(event)) channel.post(message);
  });
  channel.onRequest(server.handle);
  channel.post({ type: 'ready', info: backends.info });
  await server.closed;
  exitCode = 0;
  channel.post({ type: 'bye' });
}

const channel = await openChannel<EngineRequest, EngineMessage>();
if (channel === null) {
  process.stderr.write('This program is the engine of Kioku Studio and is started by it.\n');
  process.exit(2);
}
// The other end is gone, or has heard all that there was to say.
channel.onClose(() => process.exit(exitCode));
// Ctrl-C on a terminal reaches every process of the group. What it means is for the other end to say: it may want a checkpoint.
process.on('SIGINT', () => undefined);
try {
  await serve(channel);
} catch (error) {
  channel.post({ type: 'init-failed', message: error instanceof Error ? error.message : String(error) });
}
await channel.flush();
process.exit(exitCode);
