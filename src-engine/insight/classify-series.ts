import { encodeSequence } from '../forecast/encode-sequence.ts';
import { sequenceWidth } from '../forecast/fit/prepare-sequences.ts';
import { readLabelledTable } from '../forecast/rows/read-series-table.ts';
import { matchColumns } from '../forecast/rows/match-columns.ts';
import type { Model } from '../models/model.ts';
import type { DatasetContent } from '../spec/dataset-content.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { SequencePreparation } from '../spec/preparation-spec.ts';
import { softmaxOf } from './run-texts.ts';

/** Sequences that share one allocation. */
const SEQUENCES_AT_ONCE = 64;

/**
 * Probabilities (sequences, classes) of a classifier's classes for sequences of numbers, of which it reads at most so many steps; null where
 * it was aborted. Throws EngineError `invalid-data` where a column is not there, and OutOfMemoryError.
 */
export async function classifySeries(
  model: Model,
  preparation: SequencePreparation,
  { content, mostSteps }: { content: Extract<DatasetContent, { kind: 'labelled-series' }>; mostSteps: number },
  { signal, yieldToEventLoop }: Interruptible,
): Promise<Float32Array | null> {
  const width = sequenceWidth(preparation);
  const { layout } = content;
  const pieces = matchColumns({ layout, pieces: readLabelledTable(content.table, layout) }, preparation.columns);
  const encoded = pieces.map((rows) => encodeSequence(rows, preparation).subarray(0, mostSteps * width));
  let probabilities = new Float32Array(0);
  for (let first = 0; first < encoded.length; first += SEQUENCES_AT_ONCE) {
    await yieldToEventLoop();
    if (signal.aborted) return null;
    const together = encoded.slice(first, first + SEQUENCES_AT_ONCE);
    const { outputs, size } = await runTogether(model, together, width);
    if (first === 0) probabilities = new Float32Array(encoded.length * size);
    together.forEach((_, b) => probabilities.set(softmaxOf(outputs, b * size, size), (first + b) * size));
  }
  return probabilities;
}

async function runTogether(
  model: Model,
  sequences: readonly Float32Array[],
  width: number,
): Promise<{ outputs: ArrayLike<number>; size: number }> {
  const batch = sequences.length;
  const lengths = Int32Array.from(sequences, ({ length }) => length / width);
  const steps = Math.max(1, ...lengths);
  const features = new Float32Array(steps * batch * width);
  sequences.forEach((values, b) => {
    for (let t = 0; t < lengths[b]; t++) {
      features.set(values.subarray(t * width, (t + 1) * width), (t * batch + b) * width);
    }
  });
  const pass = model.createPass({ batch, steps, training: false });
  try {
    pass.setFeatures(features, lengths);
    pass.forward({ seed: 0, step: 0 });
    return { outputs: await model.backend.read(pass.output), size: pass.output.shape[1] };
  } finally {
    pass.dispose();
  }
}
