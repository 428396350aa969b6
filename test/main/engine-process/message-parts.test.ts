import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { NamedTensor } from '../../../src-engine/spec/checkpoint-spec.ts';
import type { EngineEvent, EngineRequest } from '../../../src-engine/spec/engine-protocol.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import {
  MessageJoiner,
  MessageSender,
  splitMessage,
  type MessagePart,
} from '../../../src-main/engine-process/message-parts.ts';

const tensor = (name: string, bytes: Uint8Array) => ({
  name,
  shape: [bytes.length / 4],
  type: 'float32' as const,
  bytes,
});

const weights = Uint8Array.from({ length: 5 * 2 ** 20 + 4 }, (_, n) => n % 251);
const tensors = [tensor('parameter/0.kernel', weights), tensor('parameter/0.bias', new Uint8Array([1, 2, 3, 4]))];

/** All bytes that a message brings, those included that its views lie in. */
function bytesIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.buffer.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + bytesIn(each), 0);
}

function expectTensors(arrived: readonly NamedTensor[]): void {
  expect(arrived.map(({ name, shape }) => ({ name, shape }))).toEqual(
    tensors.map(({ name, shape }) => ({ name, shape })),
  );
  for (const [place, { bytes }] of arrived.entries())
    expect(Buffer.from(bytes).equals(tensors[place]!.bytes)).toBe(true);
}

test('a large checkpoint crosses in messages of a megabyte, and arrives as it was', () => {
  const event: EngineEvent = {
    type: 'checkpoint',
    runId: 'r',
    reason: 'epoch',
    checkpoint: { progress: initialProgress, tensors },
  };
  const joiner = new MessageJoiner<EngineEvent>();
  for (let n = 0; n < 2; n++) {
    const parts = [...splitMessage(event)];
    expect(Math.max(...parts.map(bytesIn))).toBeLessThanOrEqual(2 ** 20);
    const arrived = parts.map((part) => joiner.take(structuredClone(part)));
    expect(arrived.slice(0, -1).every((each) => each === null)).toBe(true);
    const last = arrived.at(-1);
    if (last?.type !== 'checkpoint') throw new Error('There is no checkpoint.');
    expectTensors(last.checkpoint.tensors);
  }
});

test('a network goes to the engine in parts between which others have their turn, and what is sent meanwhile comes after it', async () => {
  const posted: MessagePart<EngineRequest>[] = [];
  let turns = 0;
  const sender = new MessageSender<EngineRequest>(async (part) => {
    posted.push(structuredClone(part));
    await setImmediate();
    turns++;
  });
  const request: EngineRequest = {
    type: 'compute',
    requestId: 'large',
    model: { task: 'language-model', input: { kind: 'tokens', vocabularySize: 2 }, layers: [] },
    parameters: tensors,
    inputs: [],
  };
  sender.send(request);
  sender.send({ type: 'cancel', requestId: 'large' });
  expect(posted).toHaveLength(1);
  await expect.poll(() => posted.at(-1)?.type).toBe('cancel');
  expect(turns).toBeGreaterThanOrEqual(6);
  expect(Math.max(...posted.map(bytesIn))).toBeLessThanOrEqual(2 ** 20);
  const joiner = new MessageJoiner<EngineRequest>();
  const arrived = posted.map((part) => joiner.take(part)).filter((each) => each !== null);
  expect(arrived.map(({ type }) => type)).toEqual(['compute', 'cancel']);
  const [compute] = arrived;
  if (compute?.type !== 'compute') throw new Error('The network has not arrived.');
  expectTensors(compute.parameters);
});

test('other messages are sent whole and at once', () => {
  const event: EngineEvent = { type: 'paused', runId: 'r' };
  expect([...splitMessage(event)]).toEqual([event]);
  expect(new MessageJoiner<EngineEvent>().take(event)).toBe(event);
  const posted: unknown[] = [];
  new MessageSender<EngineEvent>(async (part) => void posted.push(part)).send(event);
  expect(posted).toEqual([event]);
});
