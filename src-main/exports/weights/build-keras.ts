import { isRecurrent } from '../../../src-engine/cells/index.ts';
import { KerasError } from '../../../src-engine/interchange/keras/read-keras-chain.ts';
import { readKerasNetwork } from '../../../src-engine/interchange/keras/read-keras-network.ts';
import { problemDetails } from '../../../src-engine/models/model-problem.ts';
import { validateModel } from '../../../src-engine/models/validate-model.ts';
import type { Task } from '../../../src-engine/spec/model-spec.ts';
import type { BuiltNetwork } from './build-network.ts';
import type { KerasWeights } from './weights-file.ts';

/** The network that a file of Keras describes. Throws KerasError. */
export function buildKeras(file: KerasWeights, chosen: Task | undefined): BuiltNetwork {
  const { model, parameters } = readKerasNetwork(file, chosen ?? file.notes?.model.task);
  const problems: BuiltNetwork['problems'] = [];
  const [invalid] = validateModel(model);
  if (invalid !== undefined)
    problems.push({ code: 'unsupported', message: invalid.message, values: problemDetails(model, invalid) });
  for (const [name, { values }] of parameters) {
    if (!values.every(Number.isFinite))
      problems.push({
        code: 'not-finite',
        message: `${name} has values that are not finite.`,
        values: { tensor: name },
      });
  }
  const recurrent = model.layers.filter(isRecurrent);
  if (recurrent.length === 0 && file.notes === null)
    throw new KerasError('has no recurrent layer.', { reason: 'no-recurrent-layer' });
  return {
    slots: {
      slots: [],
      cell: recurrent[0]?.type ?? null,
      layers: recurrent.length,
      bidirectional: recurrent.some(({ bidirectional }) => bidirectional !== null),
    },
    task: model.task,
    vocabularySize: model.input.kind === 'tokens' ? model.input.vocabularySize : null,
    model: problems.length > 0 ? null : model,
    parameters,
    problems,
    notes: [],
    leftOut: [],
  };
}
