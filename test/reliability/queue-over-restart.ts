import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunState } from '../../src-main/contract/runs/run-records.ts';
import { finalParameters } from '../main/runs/final-parameters.ts';
import type { Scenario } from './scenario.ts';

export interface QueueMessage {
  type: 'busy' | 'opened' | 'done';
  /** Runs by name. */
  states: Record<string, { id: string; state: RunState }>;
}

/**
 * Kills a served studio in which one run trains and two wait, and opens the folder again. Gives what is wrong then: all three must train to
 * their end by themselves, `maxSteps` steps, the one that was killed to the same bits as the others.
 */
export async function restartQueue(dataDir: string, maxSteps: number): Promise<string[]> {
  const busy = await work([dataDir, 'fill', String(maxSteps)], 'busy');
  const { opened, done } = await work([dataDir, 'finish'], 'done');
  const faults: string[] = [];
  const expect = (isRight: boolean, fault: string) => isRight || faults.push(fault);
  expect(busy.busy?.['first']?.state === 'running', 'The first run did not train when the studio was killed.');
  for (const name of ['second', 'third'])
    expect(
      opened?.[name]?.state === 'queued' || opened?.[name]?.state === 'running',
      `The ${name} run stopped waiting.`,
    );
  for (const [name, { state }] of Object.entries(done ?? {}))
    expect(state === 'finished', `The ${name} run is ${state}.`);
  const bits = Object.values(done ?? {}).map(({ id }) => JSON.stringify(finalParameters(dataDir, id)));
  expect(bits.length === 3 && new Set(bits).size === 1, 'The runs do not have the same parameters.');
  return faults;
}

export const queueOverRestart: Scenario = async (dataDir) => ({
  summary: 'Three runs were in the queue of a studio that was killed.',
  problems: await restartQueue(dataDir, 120),
});

type Told = Partial<Record<QueueMessage['type'], QueueMessage['states']>>;

/** Runs a studio until it says `until`, then kills it. */
async function work(args: string[], until: QueueMessage['type']): Promise<Told> {
  const program = fileURLToPath(new URL('./queue-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const told: Told = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const { type, states } = JSON.parse(line) as QueueMessage;
    told[type] = states;
    if (type === until) break;
  }
  child.kill('SIGKILL');
  await closed;
  return told;
}
