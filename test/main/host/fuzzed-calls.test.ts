import { ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import { formatBytes } from '../../../src-main/cli/formats.ts';
import { contract } from '../../../src-main/contract/contract.ts';
import type { RunUpdate } from '../../../src-main/contract/runs/run-records.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { foxText } from '../fox-text.ts';
import { AttackedStudio } from './attacked-studio.ts';
import { HostileInputs, junk } from './hostile-input.ts';

const CALLS_OF_A_KIND = 60;
const MOST_GROWTH = 400 * 2 ** 20;

interface Procedure {
  path: string[];
  input: z.ZodType | undefined;
}

/** Every procedure there is, found in the contract itself. */
function procedures(node: object, path: string[] = []): Procedure[] {
  if ('~orpc' in node) return [{ path, input: (node['~orpc'] as { inputSchema?: z.ZodType }).inputSchema }];
  return Object.entries(node).flatMap(([name, child]) => procedures(child as object, [...path, name]));
}

let studio: AttackedStudio;
let webSocket: WebSocket;
let link: RPCLink<Record<never, never>>;
beforeAll(async () => {
  studio = await AttackedStudio.start();
  webSocket = await studio.webSocket();
  link = new RPCLink({ websocket: webSocket as unknown as globalThis.WebSocket });
});
afterAll(() => studio.end());

/** `done`, or the code of the refusal. Of a stream only the beginning is awaited. */
async function outcome(path: readonly string[], input: unknown): Promise<string> {
  const cancellation = new AbortController();
  try {
    const output = await link.call(path, input, { context: {}, signal: cancellation.signal });
    if (typeof output === 'object' && output !== null && Symbol.asyncIterator in output) {
      const stream = output as AsyncGenerator<unknown>;
      await stream.next();
      await stream.return(undefined);
    }
    return 'done';
  } catch (error) {
    if (!(error instanceof ORPCError)) return `not sent: ${String(error)}`;
    if (error.code !== 'STUDIO') return String(error.code);
    return String((error.data as { code: string }).code);
  } finally {
    cancellation.abort();
  }
}

function call<T>(path: string, input: unknown): Promise<T> {
  return link.call(path.split('.'), input, { context: {} }) as Promise<T>;
}

/** Ids of a dataset, of a run that was trained on it, and of its checkpoint. */
async function somethingToAskFor(): Promise<string[]> {
  const dataset = await call<{ id: string }>('datasets.import', { name: 'fox.txt', file: new Blob([foxText]) });
  const train = { batchSize: 10, sequenceLength: 10, epochs: 1 };
  const run = await call<{ id: string }>('runs.start', { datasetId: dataset.id, presetId: 'char-rnn-s', train });
  const updates = await call<AsyncGenerator<RunUpdate>>('runs.watch', { runId: run.id });
  for await (const update of updates) if (update.run.state === 'finished') break;
  const checkpoints = await call<{ id: string }[]>('runs.checkpoints', { runId: run.id });
  return [dataset.id, run.id, ...checkpoints.map(({ id }) => id)];
}

/** With ids of something, these would train for hours, or leave nothing to ask for. */
const actsOnWhatItIsGiven = /^runs\.(start|branch|extend|resume|delete\w*)$|^datasets\.delete$/;

test('every procedure refuses what it should not be called with, and none of it is a defect', async () => {
  const ids = await somethingToAskFor();
  const before = await studio.peakMemory();
  const all = procedures(contract);
  const tally = new Map<string, number>();
  for (const { path, input } of all) {
    const name = path.join('.');
    const random = createStream(1, name, 0);
    const known = actsOnWhatItIsGiven.test(name) ? ['nobody'] : [...ids, 'nobody'];
    const generated = input && new HostileInputs(input, known, () => random.uniform());
    const inputs = [...junk, ...Array.from({ length: generated ? CALLS_OF_A_KIND : 0 }, () => generated?.next())];
    const outcomes = await Promise.all(inputs.map((each) => outcome(path, each)));
    for (const each of outcomes) tally.set(each, (tally.get(each) ?? 0) + 1);
    expect(studio.isAlive).toBe(true);
  }
  const calls = [...tally.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${calls} calls of ${all.length} procedures: ${[...tally].map(([code, count]) => `${count} ${code}`).join(', ')}; ` +
      `${formatBytes((await studio.peakMemory()) - before)} more memory than before`,
  );
  expect(studio.logged).toEqual([]);
  expect(tally.get('internal')).toBeUndefined();
  expect((await studio.peakMemory()) - before).toBeLessThan(MOST_GROWTH);
});
