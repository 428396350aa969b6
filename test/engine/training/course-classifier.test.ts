import { expect, test } from 'vitest';
import { createWasmBackend } from '../../../src-engine/backends/wasm/create-wasm-backend.ts';
import { courseClassifier } from '../../../src-engine/models/presets.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { labelledSequences } from '../../../src-engine/training/labelled-sequences.ts';
import { createSequenceData } from '../../../src-engine/training/sequence-data.ts';
import { createTrainer } from '../../../src-engine/training/trainer.ts';
import { loadWasmBinaries } from '../../../src-main/engine-process/wasm-files.ts';
import { evaluateSource } from './evaluate-source.ts';
import { uninterrupted } from './small-run.ts';

const WORDS = 400_001;
const DIM = 50;
const CLASSES = 5;
const STEPS = 60;

/** Ten words from all over the vocabulary; two of them, at any place, are of twenty that only sentences of this class have. */
function sentences(count: number) {
  const random = createStream(4, 'sentences', 0);
  const wordOf = (label: number) => 1000 + 79_000 * label + 7 * random.below(20);
  return Array.from({ length: count }, (_, n) => {
    const label = n % CLASSES;
    const ids = Int32Array.from({ length: 10 }, () => WORDS - 1 - 3 * random.below(500));
    const first = random.below(10);
    ids[first] = wordOf(label);
    ids[(first + 1 + random.below(9)) % 10] = wordOf(label);
    return { ids, label };
  });
}

/** Rows (N, DIM) in which a bit differs. */
function changedRows(before: Uint32Array, after: Uint32Array): number[] {
  const rows: number[] = [];
  for (let at = 0; at < before.length; at++) {
    if (before[at] === after[at]) continue;
    const row = Math.floor(at / DIM);
    rows.push(row);
    at = (row + 1) * DIM - 1;
  }
  return rows;
}

function ascending(ids: Iterable<number>): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}

test('the course’s classifier learns its sentences by heart in some tens of steps, and touches no words but theirs', async () => {
  const { model, train: preset } = courseClassifier();
  const train = { ...preset, validationFraction: 0, epochs: STEPS, maxSteps: STEPS };
  const corpus = sentences(160);
  const data = createSequenceData(labelledSequences(corpus, null), train);
  expect(data.training.shapes).toContainEqual({ batch: 32, steps: 10 });
  const backend = createWasmBackend({ binaries: await loadWasmBinaries() });
  const trainer = createTrainer({ backend, model, train, data, resumeFrom: null, clock: () => 0 });
  const [table] = trainer.model.parameters;
  expect(table.value.shape).toEqual([WORDS, DIM]);
  const bitsOfTable = async () => new Uint32Array((await backend.read(table.value)).buffer);
  const initial = await bitsOfTable();

  const held = backend.allocatedBytes;
  const { input } = data.training.batch(0, 0);
  await trainer.step();
  expect(table.rows()?.size, 'rows of the gradient').toBe(ascending('ids' in input ? input.ids : []).length);
  expect(backend.allocatedBytes - held, 'a step needs no memory of the table’s size').toBeLessThan(1e6);

  while (trainer.end === null) {
    if (trainer.isEpochComplete) await trainer.endEpoch(uninterrupted);
    else await trainer.step();
  }
  expect(trainer.progress.step).toBe(STEPS);
  const evaluation = await evaluateSource(trainer.model, data.training, {});
  expect(evaluation?.accuracy).toBe(1);

  const words = ascending(corpus.flatMap(({ ids }) => [...ids]));
  expect(changedRows(initial, await bitsOfTable())).toEqual(words);
  const { tensors } = await trainer.checkpoint();
  const slots = tensors.filter(({ name }) => name.startsWith('optimizer/0.weights/'));
  expect(slots).toHaveLength(2);
  for (const { name, bytes } of slots) {
    const moments = new Uint32Array(bytes.buffer, bytes.byteOffset, WORDS * DIM);
    expect(changedRows(new Uint32Array(WORDS * DIM), moments), name).toEqual(words);
  }
}, 120_000);
