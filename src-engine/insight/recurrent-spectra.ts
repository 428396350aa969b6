import { isRecurrent } from '../cells/index.ts';
import type { Model } from '../models/model.ts';
import { parameterSpecs } from '../models/parameter-specs.ts';
import type { RecurrentSpectrum } from '../spec/insight-spec.ts';
import { gateVariables } from './cell-variables.ts';
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
    const { units, type } = layer;
    const kernel = await model.backend.read(value);
    for (const [gate, variable] of gateVariables(type).entries()) {
      const columns = Float64Array.from({ length: units * units }, (_, n) => {
        const row = Math.floor(n / units);
        return kernel[(row * spec.gates + gate) * units + (n % units)];
      });
      yield { loop: name.replace(/\.recurrent$/, ''), variable, singularValues: singularValues(columns, units, units) };
    }
  }
}
