import { describe, expect, it } from 'vitest';
import type { TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import type { ModelFormat } from '../../../src-main/exports/export-format.ts';
import { referenceOutputs } from '../../../src-main/exports/runtimes/reference-outputs.ts';
import { matrixModels } from './matrix-models.ts';
import { checkParity, testParity } from './test-parity.ts';

/** Keeps a network as it is, but for one parameter that comes out this many times larger. */
function keepingFormat(changed: string | null, factor = 1): ModelFormat {
  let held: TrainedModel | null = null;
  return {
    id: 'safetensors',
    precisions: ['float32'],
    refusal: () => null,
    estimateBytes: () => 1,
    write(model) {
      const parameters = new Map(model.parameters);
      const tensor = changed === null ? undefined : parameters.get(changed);
      if (changed !== null && tensor !== undefined) {
        parameters.set(changed, { ...tensor, values: tensor.values.map((value) => value * factor) });
      }
      held = { ...model, parameters };
      return [{ path: 'model.bin', bytes: new Uint8Array(1) }];
    },
    async run(_, inputs) {
      if (held === null) throw new Error('Nothing was written.');
      return { runtime: 'reference', version: '1', outputs: await referenceOutputs(held, inputs) };
    },
  };
}

testParity(keepingFormat(null), {});

describe('the networks of the matrix', () => {
  it.each(matrixModels)('are valid: $name', ({ trained }) => {
    expect(validateModel(trained.model)).toEqual([]);
  });

  it.each(matrixModels)('show a mistake of one percent in any of their parameters: $name', async ({ trained }) => {
    for (const name of trained.parameters.keys()) {
      const checked = await checkParity(keepingFormat(name, 1.01), trained);
      expect(checked.verdict, `${name}: ${checked.largestDifference}`).toBe('failed');
    }
  });
});
