import { storedParameters, writeTensors } from '../../src-engine/checkpoint/stored-tensors.ts';
import { inspect } from '../../src-engine/insight/inspect.ts';
import type { PreparedInspection } from '../../src-engine/insight/prepare-inspection.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import type { WeightPrecision } from '../../src-engine/spec/generation-spec.ts';
import type { InspectionResult } from '../../src-engine/spec/insight-spec.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import type { KeptNetwork } from './kept-networks.ts';
import type { EngineBackends } from './node-backends.ts';

interface InspectionTask extends Interruptible {
  of: KeptNetwork;
  /** Its matrices are rounded to this precision; left out: as they are. */
  weights: WeightPrecision | undefined;
  inspection: PreparedInspection;
  backends: EngineBackends;
}

/** Looks into a stored network. Its memory is its own, and goes with it. */
export async function runInspection({
  of: { stored, tokenizer },
  weights,
  inspection,
  backends,
  ...interruptible
}: InspectionTask): Promise<InspectionResult | null> {
  const backend = backends.create(stored.backend);
  try {
    const model = createModel(backend, stored.model);
    writeTensors(backend, stored.checkpoint.tensors, storedParameters(model));
    if (weights !== undefined) model.freeze(weights);
    const { preparation } = stored;
    return await inspect({ model, tokenizer, preparation, ...interruptible }, inspection);
  } finally {
    backend.dispose();
  }
}
