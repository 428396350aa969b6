/**
 * The engine process: a forked child of Node, or a utility process of Electron. Says `ready`, or `init-failed` and ends; says `bye`
 * before it ends well; ends by itself when the other end is gone.
 */
import { openChannel } from './channel.ts';
import type { ProcessChannel } from './channel.ts';
import type { EngineEvent, EngineRequest } from '../../src-engine/spec/engine-protocol.ts';
import type { MessagePart } from './message-parts.ts';

let exitCode = 1;

type EngineChannel = ProcessChannel<MessagePart<EngineRequest>, MessagePart<EngineEvent>>;

async function serve(channel: EngineChannel): Promise<void> {
  // Imported here, so that even a file that is missing or damaged is reported.
  const { createEngineServer } = await import('./engine-server.ts');
  const { MessageJoiner, splitMessage } = await import('./message-parts.ts');
  const { openNodeBackends } = await import('./node-backends.ts');
  const backends = await openNodeBackends();
  const server = createEngineServer(backends, (event) => {
    for (const part of splitMessage(event)) channel.post(part);
  });
  const joiner = new MessageJoiner<EngineRequest>();
  channel.onRequest((part) => {
    const request = joiner.take(part);
    if (request !== null) server.handle(request);
  });
  channel.post({ type: 'ready', info: backends.info });
  await server.closed;
  exitCode = 0;
  channel.post({ type: 'bye' });
}

const channel = await openChannel<MessagePart<EngineRequest>, MessagePart<EngineEvent>>();
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
