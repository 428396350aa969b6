import { describe, expect, it } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import {
  chunkCount,
  createTrainingBatches,
  createValidationBatches,
  type LanguageModelBatches,
} from '../../../src-engine/text/batching.ts';

const range = (from: number, length: number) => Int32Array.from({ length }, (_, n) => from + n);

/** Documents whose tokens are numbered through, so that every token tells where it stands. */
function numbered(lengths: readonly number[]): Int32Array[] {
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return range(from - length, length);
  });
}

/** All tokens that have a successor in their document. */
const withSuccessor = (documents: readonly Int32Array[]) => documents.flatMap((document) => [...document.slice(0, -1)]);

/**
 * Reads all chunks as a network would, lane by lane, and gives the tokens that it learnt the successor of. Within a lane each token
 * is the successor of the one before it, unless the chunk says that a document begins.
 */
function readAll(batches: LanguageModelBatches, documents: readonly Int32Array[]): number[] {
  const { lanes, steps, count } = batches;
  const beginnings = new Set(documents.map((document) => document[0]));
  const last = new Map<number, number>();
  const seen: number[] = [];
  for (let n = 0; n < count; n++) {
    const { ids, targets, targetCount, lengths, newDocuments } = batches.chunk(n);
    expect([ids.length, targets.length]).toEqual([steps * lanes, steps * lanes]);
    expect(targetCount).toBe(targets.filter((target) => target >= 0).length);
    if (lengths !== null) expect([...lengths].every((length) => length === steps)).toBe(false);
    for (let lane = 0; lane < lanes; lane++) {
      const length = lengths?.[lane] ?? steps;
      if (newDocuments.includes(lane)) {
        expect(beginnings).toContain(ids[lane]);
        last.delete(lane);
      }
      for (let t = 0; t < steps; t++) {
        const [id, target] = [ids[t * lanes + lane], targets[t * lanes + lane]];
        if (t >= length) {
          expect([id, target]).toEqual([-1, -1]);
          continue;
        }
        expect(target).toBe(id + 1);
        expect(id).toBe((last.get(lane) ?? id - 1) + 1);
        last.set(lane, id);
        seen.push(id);
      }
    }
  }
  return seen;
}

/** 1 to 6 documents of 0 to 30 tokens. */
function randomCase(index: number) {
  const random = createStream(21, 'documents', index);
  const documents = numbered(Array.from({ length: 1 + random.below(6) }, () => random.below(31)));
  return { documents, lanes: 1 + random.below(4), steps: 1 + random.below(7) };
}

describe('one document', () => {
  it('lies in lanes side by side, time-major, and each token’s target is the next one of the text', () => {
    const batches = createTrainingBatches([range(0, 14)], 2, 3);
    expect(batches.count).toBe(2);
    expect(batches.chunk(0)).toEqual({
      ids: Int32Array.of(0, 6, 1, 7, 2, 8),
      targets: Int32Array.of(1, 7, 2, 8, 3, 9),
      targetCount: 6,
      lengths: null,
      newDocuments: [0],
    });
    expect(batches.chunk(1)).toEqual({
      ids: Int32Array.of(3, 9, 4, 10, 5, 11),
      targets: Int32Array.of(4, 10, 5, 11, 6, 12),
      targetCount: 6,
      lengths: null,
      newDocuments: [],
    });
  });

  it.each([
    [1000, 7, 13],
    [1001, 10, 10],
    [1000, 10, 10],
    [50, 1, 7],
  ])('of %i tokens is used once from its beginning, in batches of %i × %i', (length, lanes, steps) => {
    const documents = [range(0, length)];
    const batches = createTrainingBatches(documents, lanes, steps);
    expect(batches.count).toBe(Math.floor((length - 1) / (lanes * steps)));
    const used = batches.count * lanes * steps;
    expect(readAll(batches, documents).sort((a, b) => a - b)).toEqual([...range(0, used)]);
  });

  it('that is too short has no chunk, and chunks that do not exist are refused', () => {
    expect(createTrainingBatches([range(0, 6)], 2, 3).count).toBe(0);
    expect(createTrainingBatches([range(0, 0)], 2, 3).count).toBe(0);
    const batches = createTrainingBatches([range(0, 7)], 2, 3);
    expect(batches.count).toBe(1);
    expect(() => batches.chunk(1)).toThrow(RangeError);
  });
});

describe('several documents', () => {
  it('begin with chunks of their own; those before them are filled up', () => {
    const batches = createTrainingBatches([range(0, 6), range(10, 2), range(20, 5)], 1, 4);
    const [masked, length] = [-1, (n: number) => Int32Array.of(n)];
    expect(Array.from({ length: batches.count }, (_, n) => batches.chunk(n))).toMatchObject([
      { ids: Int32Array.of(0, 1, 2, 3), lengths: null, newDocuments: [0] },
      { ids: Int32Array.of(4, masked, masked, masked), lengths: length(1), newDocuments: [] },
      { ids: Int32Array.of(10, masked, masked, masked), lengths: length(1), newDocuments: [0] },
      { ids: Int32Array.of(20, 21, 22, 23), lengths: null, newDocuments: [0] },
    ]);
  });

  it('train in their order, every token once, but for fewer chunks than there are lanes at the end', () => {
    for (let n = 0; n < 150; n++) {
      const { documents, lanes, steps } = randomCase(n);
      const seen = readAll(createTrainingBatches(documents, lanes, steps), documents).sort((a, b) => a - b);
      expect(seen).toEqual(withSuccessor(documents).slice(0, seen.length));
      const isAlone = documents.filter(({ length }) => length > 1).length === 1;
      const rest = documents.map((document) => document.filter((id) => !seen.includes(id)));
      expect(chunkCount(rest, steps)).toBeLessThan(isAlone ? lanes + 1 : lanes);
    }
  });

  it('as short as one token have nothing to predict', () => {
    const batches = createTrainingBatches([range(0, 1), range(5, 3), range(9, 0), range(12, 1)], 1, 2);
    expect(batches.count).toBe(1);
    expect(batches.chunk(0).ids).toEqual(Int32Array.of(5, 6));
  });

  it('fill a lane each where they are as many and short', () => {
    const batches = createTrainingBatches([range(0, 3), range(10, 4), range(20, 2)], 3, 8);
    expect(batches.count).toBe(1);
    expect(batches.chunk(0)).toMatchObject({ lengths: Int32Array.of(2, 3, 1), newDocuments: [0, 1, 2] });
  });
});

describe('validation', () => {
  it('reads every document whole, whatever the lanes and chunks', () => {
    for (let n = 0; n < 150; n++) {
      const { documents, lanes, steps } = randomCase(n);
      const batches = createValidationBatches(documents, lanes, steps);
      expect(batches.lanes).toBeLessThanOrEqual(lanes);
      const beginnings = new Set(documents.map((document) => document[0]));
      const seen: number[] = [];
      for (let chunk = 0; chunk < batches.count; chunk++) {
        const { ids, targets, newDocuments } = batches.chunk(chunk);
        ids.forEach((id, at) => {
          if (targets[at] < 0) return;
          expect(targets[at]).toBe(id + 1);
          seen.push(id);
        });
        for (let lane = 0; lane < batches.lanes; lane++) {
          if (chunk > 0 && beginnings.has(ids[lane])) expect(newDocuments).toContain(lane);
        }
      }
      expect(seen.sort((a, b) => a - b)).toEqual(withSuccessor(documents));
    }
  });
});
