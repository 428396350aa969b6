import { createReferenceBackend } from '../../src-engine/backends/reference/reference-backend.ts';
import { storedParameters, writeTensors } from '../../src-engine/checkpoint/stored-tensors.ts';
import { computeOutputs } from '../../src-engine/interchange/compute-outputs.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import type { EngineRequest } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';

/** Computes the network's outputs for each input, in float64; null where it was aborted. */
export async function runComputation(
  {
    model: spec,
    preparation,
    parameters,
    inputs,
  }: Omit<Extract<EngineRequest, { type: 'compute' }>, 'type' | 'requestId'>,
  { signal, yieldToEventLoop }: Interruptible,
): Promise<Float64Array[] | null> {
  const backend = createReferenceBackend();
  try {
    const model = createModel(backend, spec);
    writeTensors(backend, parameters, storedParameters(model));
    const outputs: Float64Array[] = [];
    for (const input of inputs) {
      await yieldToEventLoop();
      if (signal.aborted) return null;
      outputs.push(await computeOutputs(model, input, preparation));
    }
    return outputs;
  } finally {
    backend.dispose();
  }
}
