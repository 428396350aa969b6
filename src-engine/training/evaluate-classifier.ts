import type { Backend, Tensor } from '../backends/backend.ts';
import { accuracy, classMetrics, confusionMatrix } from '../losses/classification-metrics.ts';
import type { ClassMetrics } from '../losses/classification-metrics.ts';
import type { Model, Pass } from '../models/model.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { Batch, BatchSource } from './batch-source.ts';
import { mean } from './evaluate.ts';
import { createPassSet } from './pass-set.ts';

/** A classifier's results on labelled sequences, class by class. */
export interface ClassifierEvaluation {
  /** Mean cross-entropy in nats, each sequence with its class's weight. */
  loss: number;
  /** Share of sequences put into their class; null if there are none. */
  accuracy: number | null;
  /** confusion[actual][predicted], in sequences. */
  confusion: number[][];
  classes: ClassMetrics[];
}

export interface ClassifierEvaluationOptions extends Interruptible {
  model: Model;
  source: BatchSource;
  classWeights: number[] | null;
}

/** Runs the whole source without dropout; null where it was aborted. Throws OutOfMemoryError. */
export async function evaluateClassifier(options: ClassifierEvaluationOptions): Promise<ClassifierEvaluation | null> {
  const { model, source, classWeights } = options;
  const passes = createPassSet(model, source, { training: false, classWeights });
  const metrics = model.backend.tensor([3]);
  try {
    return await classifyAll(options, (n, batch) => passes.load(n, batch), metrics);
  } finally {
    model.backend.release(metrics);
    for (const pass of passes.passes) pass.dispose();
  }
}

async function classifyAll(
  { model, source, signal, yieldToEventLoop }: ClassifierEvaluationOptions,
  load: (n: number, batch: Batch) => Pass,
  metrics: Tensor,
): Promise<ClassifierEvaluation | null> {
  const actual: number[] = [];
  const predicted: number[] = [];
  let classCount = 0;
  let lossSum = 0;
  let weightSum = 0;
  for (let n = 0; n < source.count; n++) {
    await yieldToEventLoop();
    if (signal.aborted) return null;
    const batch = source.batch(0, n);
    const pass = load(n, batch);
    model.backend.fill(metrics, 0);
    pass.forward({ seed: 0, step: 0 });
    pass.evaluate(metrics);
    const [loss, weight] = await model.backend.read(metrics);
    lossSum += loss;
    weightSum += weight;
    classCount = pass.output.shape[1];
    actual.push(...batch.targets);
    predicted.push(...(await likeliestClasses(model.backend, pass.output)));
  }
  const confusion = confusionMatrix(actual, predicted, classCount);
  return {
    loss: mean(lossSum, weightSum),
    accuracy: accuracy(confusion),
    confusion,
    classes: classMetrics(confusion),
  };
}

/** The class of the largest of each row's logits (B, classes), the first of equals. */
async function likeliestClasses(backend: Backend, logits: Tensor): Promise<number[]> {
  const [rows, classes] = logits.shape;
  const values = await backend.read(logits);
  return Array.from({ length: rows }, (_, row) => {
    const ofRow = values.subarray(row * classes, (row + 1) * classes);
    return ofRow.indexOf(Math.max(...ofRow));
  });
}
