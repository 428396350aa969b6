import { expect, test } from 'vitest';
import { dense, lstm } from '../../../src-engine/models/default-layers.ts';
import { openEngine } from './engine-client.ts';
import { tokenizer, trainingJob } from './engine-jobs.ts';

test('an engine that has nothing to do says that it lives', async () => {
  const engine = await openEngine();
  await engine.next('heartbeat');
});

test('an engine in the middle of a step that takes seconds says so, too', async () => {
  const vocabularySize = tokenizer.vocabulary.length;
  const layers = [{ type: 'one_hot' as const }, ...Array.from({ length: 8 }, () => lstm(160)), dense(vocabularySize)];
  const model = { ...trainingJob().model, layers };
  const engine = await openEngine();
  // A step of it takes many times as long as two heartbeats, on the fastest machine too.
  const job = trainingJob({ backend: 'reference', batchSize: 20, sequenceLength: 100 }, { model });
  engine.connection.send({ type: 'train', runId: 'slow', job });
  await engine.next('started');
  const before = engine.events.length;
  const heartbeats = () => engine.events.slice(before).filter(({ type }) => type === 'heartbeat').length;
  // At most one of them comes from the event loop, before the step.
  await engine.next('heartbeat', () => heartbeats() >= 2);
  expect(engine.events.some(({ type }) => type === 'steps')).toBe(false);
});
