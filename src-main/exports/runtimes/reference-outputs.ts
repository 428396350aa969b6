import { createReferenceBackend } from '../../../src-engine/backends/reference/reference-backend.ts';
import { computeOutputs } from '../../../src-engine/interchange/compute-outputs.ts';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { createModel } from '../../../src-engine/models/create-model.ts';
import type { ParityInput } from './parity-input.ts';

/**
 * Returns the outputs that an exported model has to give: the studio's own in float64, in the shapes of `RuntimeRun`. For an export with fewer
 * bits, pass the model of `withStoredPrecision`.
 */
export async function referenceOutputs(trained: TrainedModel, inputs: readonly ParityInput[]): Promise<Float64Array[]> {
  const backend = createReferenceBackend();
  try {
    const model = createModel(backend, trained.model);
    for (const { name, value } of model.parameters) {
      const tensor = trained.parameters.get(name);
      if (tensor === undefined) throw new Error(`The model has no values for its parameter ${name}.`);
      backend.write(value, tensor.values);
    }
    const outputs: Float64Array[] = [];
    for (const input of inputs) outputs.push(await computeOutputs(model, input, trained.preparation));
    return outputs;
  } finally {
    backend.dispose();
  }
}
