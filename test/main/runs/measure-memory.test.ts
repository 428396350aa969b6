import { expect, onTestFinished, test } from 'vitest';
import { EngineSupervisor } from '../../../src-main/runs/engines/engine-supervisor.ts';
import { createMemoryGauge } from '../../../src-main/runs/engines/measure-memory.ts';
import { ready, ScriptedEngine } from './scripted-engine.ts';

test('an engine that is too busy to answer is said to hold what it held last, and nothing once it has ended', async () => {
  const engine = new ScriptedEngine();
  onTestFinished(() => engine.exit('the test is over'));
  const supervisor = new EngineSupervisor(() => {
    queueMicrotask(() => engine.say(ready));
    return engine;
  });
  const memory = createMemoryGauge(supervisor);
  expect(await memory(), 'no engine has been started').toBe(0);

  await supervisor.connect();
  const answer = (bytes: number) => {
    const { requestId } = engine.asked('measure-memory')!;
    engine.say({ type: 'memory', requestId, bytes });
  };
  await expect.poll(async () => (await memory(), engine.asked('measure-memory'))).toBeDefined();
  answer(1000);
  expect(await memory()).toBe(1000);

  expect(await memory(), 'while it does not answer').toBe(1000);
  answer(2000);
  await expect.poll(memory).toBe(2000);

  engine.exit('killed');
  await expect.poll(memory).toBe(0);
});
