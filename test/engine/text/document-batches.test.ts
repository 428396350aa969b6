import { describe, expect, it } from 'vitest';
import { createStream } from '../../../src-engine/random/stream.ts';
import { createDocumentBatches } from '../../../src-engine/text/document-batches.ts';

const LIMIT = 1000;

/** Documents whose tokens are numbered through, with a gap after each, so that every token tells where it stands. */
function numbered(lengths: readonly number[]): Int32Array[] {
  return lengths.map((length, n) => Int32Array.from({ length }, (_, k) => n * LIMIT + k));
}

const pairsOf = (documents: readonly Int32Array[]) =>
  documents.flatMap((document) => [...document.slice(0, -1)]).sort((a, b) => a - b);

/**
 * Reads an epoch as a network does, lane by lane, and gives the tokens whose successor was a target, and those that came right after a
 * reset. Checks that a token comes after the one before it in the document, or after a reset.
 */
function readEpoch(batches: ReturnType<typeof createDocumentBatches>, epoch: number) {
  const { lanes, steps, count } = batches;
  const last = new Map<number, number | null>();
  const seen: number[] = [];
  const first: number[] = [];
  for (let n = 0; n < count; n++) {
    const { ids, targets, targetCount, resets, newDocuments } = batches.chunk(epoch, n);
    expect(targetCount).toBe(targets.filter((target) => target >= 0).length);
    expect(resets === null).toBe(!ids.includes(-1));
    for (let lane = 0; lane < lanes; lane++) {
      if (n === 0 || newDocuments.includes(lane)) last.set(lane, null);
      for (let t = 0; t < steps; t++) {
        const at = t * lanes + lane;
        expect(resets?.[at] ?? 0).toBe(Number(ids[at] < 0));
        expect(targets[at]).toBe(ids[at] < 0 ? -1 : ids[at] + 1);
        if (ids[at] < 0) {
          last.set(lane, null);
          continue;
        }
        const before = last.get(lane) ?? null;
        if (before === null) first.push(ids[at]);
        else expect(ids[at]).toBe(before + 1);
        last.set(lane, ids[at]);
        seen.push(ids[at]);
      }
    }
  }
  return { seen, first };
}

describe('batches of documents', () => {
  it('read each token but the first once an epoch, whatever the documents and the cut', () => {
    const random = createStream(4, 'documents', 0);
    for (let n = 0; n < 300; n++) {
      const lengths = Array.from({ length: 1 + random.below(40) }, () => 2 + random.below(n % 3 === 0 ? 4 : 60));
      const documents = numbered(lengths);
      const cut = { batchSize: 1 + random.below(7), sequenceLength: 1 + random.below(30), seed: n };
      const batches = createDocumentBatches(documents, cut);
      expect(batches.steps).toBeLessThanOrEqual(cut.sequenceLength);
      expect(batches.lanes).toBeLessThanOrEqual(cut.batchSize);
      for (const epoch of [0, 3]) {
        const { seen, first } = readEpoch(batches, epoch);
        expect(seen.sort((a, b) => a - b)).toEqual(pairsOf(documents));
        // Rows of a batch can be as many as documents are cut, and no document that fits into a chunk is.
        expect(first.length).toBeLessThan(documents.length + batches.lanes);
        const cutShort = first.filter((id) => id % LIMIT > 0 && lengths[Math.floor(id / LIMIT)] - 1 <= batches.steps);
        expect(cutShort).toEqual([]);
      }
    }
  });

  it('are as long as the longest document needs: 3,000 names of 7 letters compute a tenth of what chunks of 50 steps do', () => {
    const names = numbered(new Array<number>(3000).fill(9));
    const { steps, lanes, count } = createDocumentBatches(names, { batchSize: 50, sequenceLength: 50, seed: 1 });
    expect({ steps, lanes, count }).toEqual({ steps: 8, lanes: 50, count: 60 });
  });

  it('leave little room unused where lengths differ', () => {
    const random = createStream(2, 'lengths', 0);
    for (const [shortest, longest] of [
      [3, 12],
      [10, 90],
      [52, 60],
      [200, 3000],
    ]) {
      const documents = numbered(Array.from({ length: 600 }, () => shortest + random.below(longest - shortest)));
      const { steps, lanes, count } = createDocumentBatches(documents, { batchSize: 50, sequenceLength: 50, seed: 1 });
      const used = pairsOf(documents).length / (steps * lanes * count);
      expect(used, `${shortest} to ${longest} tokens`).toBeGreaterThan(0.75);
    }
  });

  it('come in an order that is a function of seed and epoch', () => {
    const documents = numbered(Array.from({ length: 40 }, (_, n) => 3 + (n % 8)));
    const orderOf = (seed: number, epoch: number) =>
      readEpoch(createDocumentBatches(documents, { batchSize: 4, sequenceLength: 20, seed }), epoch).seen;
    expect(orderOf(1, 2)).toEqual(orderOf(1, 2));
    expect(orderOf(1, 2)).not.toEqual(orderOf(1, 3));
    expect(orderOf(1, 2)).not.toEqual(orderOf(2, 2));
    const batches = createDocumentBatches(documents, { batchSize: 4, sequenceLength: 20, seed: 1 });
    batches.chunk(7, 0);
    expect(readEpoch(batches, 2).seen).toEqual(orderOf(1, 2));
  });
});
