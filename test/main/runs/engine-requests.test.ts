import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../eventually.ts';
import { heldMemory } from '../held-memory.ts';
import { openTemporaryHost } from '../temporary-host.ts';
import { ready, ScriptedEngine, started } from './scripted-engine.ts';

/** As much as a sentence's gates and states in a network of 2 × 256 units. */
const lookBytes = 250_000;

class LookedIntoEngine extends ScriptedEngine {
  override send(request: Parameters<ScriptedEngine['send']>[0]): void {
    super.send(request);
    if (request.type !== 'inspect') return;
    const { requestId } = request;
    const variables = [{ variable: 'hidden-state' as const, values: new Float32Array(lookBytes / 4) }];
    const loops = [{ loop: '1', units: 256, variables }];
    const result = { type: 'activations' as const, tokens: ['a'], loops };
    queueMicrotask(() => this.say({ type: 'inspected', requestId, step: 1, result }));
  }
}

test('500 looks into a training leave less than 20 MB behind', async () => {
  const engines: ScriptedEngine[] = [];
  const { client } = await openTemporaryHost({
    spawnEngine() {
      const engine = new LookedIntoEngine();
      engines.push(engine);
      queueMicrotask(() => engine.say(ready));
      return engine;
    },
  });
  onTestFinished(() => engines.forEach((engine) => engine.exit('the test is over')));
  const { id: datasetId } = await client.datasets.import({ name: 'ab.txt', file: new Blob(['ab'.repeat(1500)]) });
  const { id: runId } = await client.runs.start({ datasetId, presetId: 'char-rnn-s' });
  await eventually(() => expect(engines.some((engine) => engine.asked('train'))).toBe(true));
  const training = engines.find((engine) => engine.asked('train'))!;
  training.say(started(runId));
  const look = async () => {
    await client.insight.activations({ runId, live: true, text: 'a' });
    training.requests.length = 0;
  };

  await look();
  const before = await heldMemory();
  for (let looks = 0; looks < 500; looks++) await look();
  const grownMb = ((await heldMemory()) - before) / 1e6;
  expect(grownMb).toBeLessThan(20);
});
