import { onTestFinished } from 'vitest';
import type { HostOptions } from '../../../src-main/host/host.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { ready, ScriptedEngine } from './scripted-engine.ts';

/** Opens a host whose engines, in the order of their starts, say what a test makes them say. */
export async function scriptedHost(options: Partial<HostOptions> = {}) {
  const engines: ScriptedEngine[] = [];
  const host = await openTemporaryHost({
    role: 'server',
    spawnEngine() {
      const engine = new ScriptedEngine();
      engines.push(engine);
      queueMicrotask(() => engine.say(ready));
      return engine;
    },
    ...options,
  });
  // A host that closes would wait for the answer to its pause.
  onTestFinished(() => engines.forEach((engine) => engine.exit('the test is over')));
  return { host, engines };
}
