import type { Tensor } from '../backends/tensor.ts';
import type { Model, Pass, RecurrentLoop } from '../models/model.ts';
import type { Interruptible } from '../spec/interruptible.ts';

interface TextEmbeddings {
  /** The length of a vector: the units of the last recurrent layer, of both directions. */
  size: number;
  /** (texts, size). */
  vectors: Float32Array;
}

/** Steps of all texts of a pass together, padding included, so that its memory has a bound. */
const MOST_STEPS_AT_ONCE = 8192;
const MOST_TEXTS_AT_ONCE = 64;

/**
 * Represents texts, given by their token ids, by the hidden states of the last recurrent layer, which begins from 0: by the last one
 * (of a layer that reads backwards the one at the first token), or the mean over all tokens. A text without tokens is a vector
 * of zeros. Null where it was aborted. Throws OutOfMemoryError.
 */
export async function embedTexts(
  model: Model,
  { texts, pooling }: { texts: readonly Int32Array[]; pooling: 'last' | 'mean' },
  { signal, yieldToEventLoop }: Interruptible,
): Promise<TextEmbeddings | null> {
  const size = sizeOf(model);
  const vectors = new Float32Array(texts.length * size);
  for (const places of groupByLength(texts)) {
    await yieldToEventLoop();
    if (signal.aborted) return null;
    const rows = await embedTogether(
      model,
      places.map((place) => texts[place]),
      pooling,
    );
    rows.forEach((row, n) => vectors.set(row, places[n] * size));
  }
  return { size, vectors };
}

async function embedTogether(
  model: Model,
  texts: readonly Int32Array[],
  pooling: 'last' | 'mean',
): Promise<Float32Array[]> {
  const batch = texts.length;
  const steps = Math.max(1, ...texts.map(({ length }) => length));
  const ids = new Int32Array(steps * batch).fill(-1);
  texts.forEach((text, b) => text.forEach((id, t) => (ids[t * batch + b] = id)));
  const pass = model.createPass({ batch, steps, training: false, observed: true });
  try {
    pass.setIds(
      ids,
      Int32Array.from(texts, ({ length }) => length),
    );
    pass.forward({ seed: 0, step: 0 });
    const loops = await Promise.all(lastLoops(pass).map((loop) => readHidden(model, loop)));
    return texts.map(({ length }, b) =>
      concatenate(loops.map((loop) => pool(loop, { length, row: (t) => t * batch + b, pooling }))),
    );
  } finally {
    pass.dispose();
  }
}

interface HiddenStates {
  /** (T·B, H). */
  values: ArrayLike<number>;
  units: number;
  reverse: boolean;
}

async function readHidden({ backend }: Model, { states, spec, reverse }: RecurrentLoop): Promise<HiddenStates> {
  const hidden: Tensor = states['h'];
  return { values: await backend.read(hidden), units: spec.units, reverse };
}

function pool(
  { values, units, reverse }: HiddenStates,
  { length, row, pooling }: { length: number; row: (t: number) => number; pooling: 'last' | 'mean' },
): Float32Array {
  const pooled = new Float32Array(units);
  if (length === 0) return pooled;
  const [first, last] = pooling === 'mean' ? [0, length - 1] : reverse ? [0, 0] : [length - 1, length - 1];
  for (let unit = 0; unit < units; unit++) {
    let sum = 0;
    for (let t = first; t <= last; t++) sum += values[row(t) * units + unit];
    pooled[unit] = sum / (last - first + 1);
  }
  return pooled;
}

/** Returns the loop of the last recurrent layer, or its two loops where it reads in both directions. */
function lastLoops({ loops }: Pass): RecurrentLoop[] {
  const layer = layerOf(loops[loops.length - 1]);
  return loops.filter((loop) => layerOf(loop) === layer);
}

const layerOf = ({ name }: Pick<RecurrentLoop, 'name'>): string => name.split('.')[0];

function sizeOf(model: Model): number {
  const pass = model.createPass({ batch: 1, steps: 1, training: false, observed: true });
  try {
    return lastLoops(pass).reduce((sum, { spec }) => sum + spec.units, 0);
  } finally {
    pass.dispose();
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Yields the places of texts that are read together: of like length, so that little of a pass is padding. */
function* groupByLength(texts: readonly Int32Array[]): Generator<number[]> {
  const order = [...texts.keys()].sort((a, b) => texts[a].length - texts[b].length);
  let group: number[] = [];
  for (const place of order) {
    // The longest comes last.
    const steps = (group.length + 1) * texts[place].length;
    if (group.length > 0 && (group.length === MOST_TEXTS_AT_ONCE || steps > MOST_STEPS_AT_ONCE)) {
      yield group;
      group = [];
    }
    group.push(place);
  }
  if (group.length > 0) yield group;
}
