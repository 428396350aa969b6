import { writeTensors, storedParameters } from '../../src-engine/checkpoint/stored-tensors.ts';
import { createModel } from '../../src-engine/models/create-model.ts';
import { EngineError } from '../../src-engine/spec/engine-error.ts';
import type { Evaluation, EvaluationJob } from '../../src-engine/spec/engine-protocol.ts';
import type { Interruptible } from '../../src-engine/spec/interruptible.ts';
import { tasks } from '../../src-engine/tasks/index.ts';
import { evaluate } from '../../src-engine/training/evaluate.ts';
import { createPassSet } from '../../src-engine/training/pass-set.ts';
import { beginningOf } from '../../src-engine/training/source-beginning.ts';
import type { EngineBackends } from './node-backends.ts';

/** Evaluates each network on the validation data, one after the other on the same batches; null where it was aborted. Throws EngineError. */
export async function runEvaluation(
  { model: spec, train, tokenizer, preparation, content, networks, mostTokens }: EvaluationJob,
  backends: EngineBackends,
  interruptible: Interruptible,
): Promise<Evaluation[] | null> {
  const { validation, createScorer } = tasks[spec.task].createData(content, tokenizer, train, {
    forecast: spec.forecast,
    preparation,
  });
  if (validation === null)
    throw new EngineError('invalid-data', 'No data is held back for validation.', { reason: 'no-validation' });
  const source = beginningOf(validation, mostTokens);
  const backend = backends.create(train.backend);
  try {
    const model = createModel(backend, spec);
    const passes = createPassSet(model, source, { training: false, classWeights: train.classWeights });
    const metrics = backend.tensor([3]);
    const evaluations: Evaluation[] = [];
    for (const tensors of networks) {
      writeTensors(backend, tensors, storedParameters(model));
      const evaluation = await evaluate(backend, source, passes, metrics, createScorer ?? null, interruptible);
      if (evaluation === null) return null;
      evaluations.push(evaluation);
    }
    return evaluations;
  } finally {
    backend.dispose();
  }
}
