import { storedParameters, writeTensors } from '../../src-engine/checkpoint/stored-tensors.ts';
import { inspect } from '../../src-engine/insight/inspect.ts';
import type { PreparedInspection } from '../../src-engine/insight/prepare-inspection.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import type { StoredNetwork } from '../../src-engine/spec/engine-protocol.ts';
import type { InspectionResult } from '../../src-engine/spec/insight-spec.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import { createTokenizer } from '../../src-engine/text/create-tokenizer.ts';
import type { EngineBackends } from './node-backends.ts';

interface InspectionTask extends Interruptible {
  of: StoredNetwork;
  inspection: PreparedInspection;
  backends: EngineBackends;
}

/** Looks into a stored network. Its memory is its own, and goes with it. */
export async function runInspection({
  of,
  inspection,
  backends,
  ...interruptible
}: InspectionTask): Promise<InspectionResult | null> {
  const backend = backends.create(of.backend);
  try {
    const model = createModel(backend, of.model);
    writeTensors(backend, of.checkpoint.tensors, storedParameters(model));
    return await inspect({ model, tokenizer: createTokenizer(of.tokenizer), ...interruptible }, inspection);
  } finally {
    backend.dispose();
  }
}
