/** A program that starts an engine, lets it train the job on its standard input, prints the engine's process id once, and stays. */
import { fork } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';

const job = JSON.parse(await text(process.stdin));
const entry = fileURLToPath(new URL('../../../src-main/engine-process/entry.ts', import.meta.url));
let isTold = false;
const engine = fork(entry, [], { serialization: 'advanced', execArgv: [] });
engine.on('message', (event: EngineEvent) => {
  if (event.type === 'ready') {
    engine.send({
      type: 'train',
      runId: 'r',
      job: { ...job, content: { kind: 'text', documents: [new TextEncoder().encode(job.text)] } },
    });
  }
  // Several events may come before the first is read, and two ids in one piece would be no number.
  if (event.type === 'steps' && !isTold) {
    isTold = true;
    process.stdout.write(`${engine.pid}\n`);
  }
});
