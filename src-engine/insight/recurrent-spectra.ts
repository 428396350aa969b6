import { cellFacts, isRecurrent } from '../cells/index.ts';
import type { Model } from '../models/model.ts';
import { parameterSpecs } from '../models/parameter-specs.ts';
import type { ParameterSpec } from '../models/parameter-specs.ts';
import type { RecurrentSpectrum } from '../spec/insight-spec.ts';
import { singularValues } from './singular-values.ts';

/**
 * All recurrent kernels, gate by gate. Each takes several H³ operations, half a second at 512 units: between two of them the caller
 * can let others have their turn, or leave off. Throws RangeError for a kernel that has diverged.
 */
export async function* recurrentSpectra(model: Model): AsyncGenerator<RecurrentSpectrum> {
  const specs = new Map(parameterSpecs(model.spec).map((spec) => [spec.name, spec]));
  for (const { name, value } of model.parameters) {
    const spec = specs.get(name);
    const layer = spec === undefined ? undefined : model.spec.layers[spec.layer];
    if (spec?.role !== 'recurrent' || layer === undefined || !isRecurrent(layer)) continue;
    const kernel = await model.backend.read(value);
    for (const [gate, variable] of cellFacts(layer.type).columns.entries()) {
      const values = blocksOf(kernel, spec, gate).map((block) =>
        singularValues(block, block.length ** 0.5, block.length ** 0.5),
      );
      yield { loop: name.replace(/\.recurrent$/, ''), variable, singularValues: largestFirst(values) };
    }
  }
}

/** One gate's part (H, H) of a kernel (H, G·H), or its blocks (D, D) of a kernel in heads (heads, D, G·D). */
function blocksOf(kernel: ArrayLike<number>, { shape, gates }: ParameterSpec, gate: number): Float64Array[] {
  const [heads, rows] = shape.length === 2 ? [1, shape[0]] : shape;
  return Array.from({ length: heads }, (_, head) =>
    Float64Array.from({ length: rows * rows }, (_value, n) => {
      const row = head * rows + Math.floor(n / rows);
      return kernel[(row * gates + gate) * rows + (n % rows)];
    }),
  );
}

/** The singular values of blocks on a diagonal are those of them all. */
function largestFirst(values: readonly Float64Array[]): Float64Array {
  return Float64Array.from(values.flatMap((each) => [...each])).sort((a, b) => b - a);
}
