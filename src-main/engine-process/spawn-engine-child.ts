import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineConnection, EngineEvent, EngineRequest } from '../../src-engine/spec/engine-protocol.ts';
import { compiledCodeFolder } from './cache-folder.ts';
import { childEnvironment } from './child-environment.ts';
import { createEngineEnd } from './engine-end.ts';
import { MessageJoiner, MessageSender, type MessagePart } from './message-parts.ts';

/** The number of characters kept of its last words. */
const DETAIL_LENGTH = 4_000;

/** Lies beside this file: a source when run from sources, a bundle when built. */
const engineProgram = new URL(import.meta.url.endsWith('.ts') ? './entry.ts' : './engine.js', import.meta.url);

/** Starts an engine process under the Node that runs this one. When this process dies it ends by itself. */
export function spawnEngineChild(program = engineProgram): EngineConnection {
  const child = fork(fileURLToPath(program), [], {
    serialization: 'advanced',
    execArgv: process.features.typescript
      ? []
      : ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
    env: { ...childEnvironment(), NODE_COMPILE_CACHE: compiledCodeFolder() },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return connect(child);
}

function connect(child: ChildProcess): EngineConnection {
  const sender = new MessageSender<EngineRequest>(
    (part) => new Promise((resolve) => (child.connected ? child.send(part, () => resolve()) : resolve())),
  );
  const engine = createEngineEnd({
    post: (request) => sender.send(request),
    kill: () => void child.kill('SIGKILL'),
  });
  let lastWords = '';
  const leave = (reason: string) => engine.leave([reason, lastWords.trim()].filter((part) => part !== '').join('\n'));

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-DETAIL_LENGTH);
  });
  const joiner = new MessageJoiner<EngineEvent>();
  child.on('message', (message) => {
    // A part of an event that is still to come is a sign of life.
    engine.hear(joiner.take(message as MessagePart<EngineEvent>) ?? { type: 'heartbeat' });
  });
  // A process that never was gives `error` and nothing else.
  child.on('error', (error) => leave(error.message));
  // `close` comes after `exit`, when the last words and messages have arrived too.
  child.on('close', (code, signal) => leave(signal === null ? `exit code ${code}` : `killed by ${signal}`));
  return engine.connection;
}
