import type { ModelSpec } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import type { Batch } from '../training/batch-source.ts';

/** Returns `count` of the given number of places, evenly spread, or all of them if there are no more. */
export function spreadPlaces(places: number, count: number): Int32Array {
  const taken = Math.min(places, count);
  return Int32Array.from({ length: taken }, (_, n) => Math.floor(((n + 0.5) * places) / taken));
}

/** The batch that consists of these rows of another one; its weight is that of the whole. */
export function takeRows(whole: Batch, rows: Int32Array, { task }: Pick<ModelSpec, 'task'>): Batch {
  const { batch, steps, input, lengths, resets, targets, weight } = whole;
  const ofSteps = <A extends Int32Array | Float32Array>(values: A, width = 1): A =>
    take(values, steps * rows.length, width, (n) => Math.floor(n / rows.length) * batch + rows[n % rows.length]);
  const ofRows = <A extends Int32Array | Float32Array>(values: A): A =>
    take(values, rows.length, values.length / batch, (n) => rows[n]);
  return {
    batch: rows.length,
    steps,
    input:
      'ids' in input
        ? { ids: ofSteps(input.ids) }
        : { features: ofSteps(input.features, input.features.length / (steps * batch)) },
    lengths: lengths && ofRows(lengths),
    resets: resets ? ofSteps(resets) : null,
    targets: taskFacts[task].outputsPer === 'step' ? ofSteps(targets) : ofRows(targets),
    weight,
  };
}

/**
 * The values at `count` places, `width` of them at each; `from` maps each place to the one that its values come from.
 */
function take<A extends Int32Array | Float32Array>(
  values: A,
  count: number,
  width: number,
  from: (n: number) => number,
): A {
  const taken = values.slice(0, count * width) as A;
  for (let n = 0; n < count; n++) {
    const begin = from(n) * width;
    taken.set(values.subarray(begin, begin + width), n * width);
  }
  return taken;
}
