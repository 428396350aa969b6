import { expect, test } from 'vitest';
import type { EngineEvent } from '../../../src-engine/spec/engine-protocol.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';
import { EventJoiner, splitEvent, type EngineMessage } from '../../../src-main/engine-process/checkpoint-parts.ts';

const tensor = (name: string, bytes: Uint8Array) => ({
  name,
  shape: [bytes.length / 4],
  type: 'float32' as const,
  bytes,
});

const largestMessage = (messages: EngineMessage[]) =>
  Math.max(
    ...messages.map((message) => {
      if (message.type === 'tensor-part') return message.bytes.buffer.byteLength;
      return message.type === 'checkpoint'
        ? message.checkpoint.tensors.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
        : 0;
    }),
  );

test('a large checkpoint crosses in messages of a megabyte, and arrives as it was', () => {
  const weights = Uint8Array.from({ length: 5 * 2 ** 20 + 4 }, (_, n) => n % 251);
  const tensors = [tensor('parameter/0.kernel', weights), tensor('parameter/0.bias', new Uint8Array([1, 2, 3, 4]))];
  const event: EngineEvent = {
    type: 'checkpoint',
    runId: 'r',
    reason: 'epoch',
    checkpoint: { progress: initialProgress, tensors },
  };
  const joiner = new EventJoiner();
  for (let n = 0; n < 2; n++) {
    const messages = [...splitEvent(event)];
    expect(largestMessage(messages)).toBeLessThanOrEqual(2 ** 20);
    const arrived = messages.map((message) => joiner.take(structuredClone(message)));
    expect(arrived.slice(0, -1).every((each) => each === null)).toBe(true);
    const last = arrived.at(-1);
    if (last?.type !== 'checkpoint') throw new Error('There is no checkpoint.');
    expect(last.checkpoint.tensors.map(({ name }) => name)).toEqual(tensors.map(({ name }) => name));
    for (const [place, { bytes }] of last.checkpoint.tensors.entries()) {
      expect(Buffer.from(bytes).equals(tensors[place]!.bytes)).toBe(true);
    }
  }
});

test('other events are one message', () => {
  const event: EngineEvent = { type: 'paused', runId: 'r' };
  expect([...splitEvent(event)]).toEqual([event]);
  expect(new EventJoiner().take(event)).toBe(event);
});
