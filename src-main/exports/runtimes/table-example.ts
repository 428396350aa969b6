import { describeNumbers } from '../../../src-engine/interchange/numbers/describe-numbers.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { elementCount } from '../../../src-engine/models/parameter-specs.ts';
import { parityInputs } from './parity-inputs.ts';
import { referenceOutputs } from './reference-outputs.ts';

/** Lists within lists, by the names of inputs or outputs; the first level is the batch. */
type NamedLists = Record<string, unknown>;

export interface TableExample {
  inputs: NamedLists;
  outputs: NamedLists;
}

/** Computes what a forecaster tells of some rows, for people who want to see that they call it rightly; null for other networks. */
export async function tableExample(trained: TrainedModel): Promise<TableExample | null> {
  const description = describeNumbers(trained);
  if (description?.kind !== 'forecast') return null;
  const [input] = parityInputs(trained.model, trained.preparation);
  const [told] = await referenceOutputs(trained, [input]);
  const inputs = Object.entries(input.numbers ?? {}).map(([name, { shape, values }]) => [
    name,
    lists([...values], shape),
  ]);
  let at = 0;
  const outputs = description.outputs.map(({ name, shape }) => {
    const extents = [input.batch, ...shape.map(Number)];
    const size = elementCount(extents);
    at += size;
    return [name, lists([...told.subarray(at - size, at)].map(rounded), extents)];
  });
  return { inputs: Object.fromEntries(inputs) as NamedLists, outputs: Object.fromEntries(outputs) as NamedLists };
}

function lists(values: unknown[], shape: readonly number[]): unknown[] {
  return shape.slice(1).reduceRight<unknown[]>((rows, extent) => {
    return Array.from({ length: rows.length / extent }, (_, n) => rows.slice(n * extent, (n + 1) * extent));
  }, values);
}

/** The digits that float32 has. */
function rounded(value: number): number {
  return Number(value.toPrecision(8));
}
