import type { Backend, Tensor } from '../backends/backend.ts';
import type { Scorer } from '../metrics/scorer.ts';
import type { Pass } from '../models/model.ts';
import type { Evaluation } from '../spec/engine-protocol.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { BatchSource } from './batch-source.ts';
import type { PassSet } from './pass-set.ts';
import { differ, moveToNextRow, readStates, writeStates } from './row-states.ts';

/** Rows that begin with another state than the row before them ended with are read again while that changes the loss by so many nats. */
const LOSS_TOLERANCE = 1e-4;

/**
 * Runs the whole source without dropout, states carried where the source does so. Yields before every batch; null where it was
 * aborted. Sums in float64, whatever the backend computes in. The scorers that `createScorer` makes see all outputs; null: there are none
 * to see them.
 *
 * Where rows go on from one another, the loss is that of one row that reads everything: after the warm-up every row has nearly the state
 * in which the row before it ends. Where it has not, since the network remembers more than the warm-up, rows are read again from there.
 */
export async function evaluate(
  backend: Backend,
  source: BatchSource,
  passes: PassSet,
  metrics: Tensor,
  createScorer: (() => Scorer) | null,
  interruptible: Interruptible,
): Promise<Evaluation | null> {
  const { warmUp = 0 } = source;
  const reading = { backend, source, passes, metrics, createScorer, interruptible };
  if (warmUp === 0) {
    const sums = await readBatches(reading, 0, source.count);
    return sums && evaluationOf(sums);
  }
  const [pass] = passes.passes;
  if ((await readBatches(reading, 0, warmUp)) === null) return null;
  let begun = await readStates(backend, pass);
  let evaluation: Evaluation | null = null;
  // After as many rounds as there are rows each has begun where the one before it ended.
  for (let round = 0; round < pass.shape.batch; round++) {
    const sums = await readBatches(
      reading,
      warmUp,
      source.count,
      round === 0 ? null : () => writeStates(backend, pass, begun),
    );
    if (sums === null) return null;
    const before = evaluation;
    evaluation = evaluationOf(sums);
    if (before !== null && Math.abs(evaluation.loss - before.loss) < LOSS_TOLERANCE) break;
    const ended = moveToNextRow(await readStates(backend, pass));
    if (!differ(begun, ended)) break;
    begun = ended;
  }
  return evaluation;
}

interface Reading {
  backend: Backend;
  source: BatchSource;
  passes: PassSet;
  metrics: Tensor;
  createScorer: (() => Scorer) | null;
  interruptible: Interruptible;
}

interface Sums {
  loss: number;
  weight: number;
  correct: number;
  targets: number;
  scorer: Scorer | null;
}

/** Runs the batches from … to; `begin` sets the states of the first. Gives null where it was aborted. */
async function readBatches(
  { backend, source, passes, metrics, createScorer, interruptible }: Reading,
  from: number,
  to: number,
  begin: (() => void) | null = null,
): Promise<Sums | null> {
  const sums: Sums = { loss: 0, weight: 0, correct: 0, targets: 0, scorer: createScorer?.() ?? null };
  for (let n = from; n < to; n++) {
    await interruptible.yieldToEventLoop();
    if (interruptible.signal.aborted) return null;
    const batch = source.batch(0, n);
    const pass: Pass = passes.load(n, batch);
    if (n === from) begin?.();
    backend.fill(metrics, 0);
    pass.forward({ seed: 0, step: 0 });
    pass.evaluate(metrics);
    pass.carryState();
    const [[loss, weight, hits], outputs] = await Promise.all([
      backend.read(metrics),
      sums.scorer === null ? null : backend.read(pass.output),
    ]);
    if (outputs !== null) sums.scorer?.add({ ...batch, outputs });
    sums.loss += loss;
    sums.weight += weight;
    sums.correct += hits;
    sums.targets +=
      batch.targets instanceof Int32Array ? batch.targets.reduce((sum, target) => sum + Number(target >= 0), 0) : 0;
  }
  return sums;
}

function evaluationOf({ loss, weight, correct, targets, scorer }: Sums): Evaluation {
  const accuracy = targets === 0 ? null : correct / targets;
  const measured = scorer?.finish();
  return {
    loss: mean(loss, weight),
    accuracy,
    scores: { ...measured?.scores, ...(accuracy !== null && { accuracy }) },
    breakdown: measured?.breakdown ?? null,
  };
}

/** 0 where everything is masked or has a weight of 0. */
export function mean(sum: number, weight: number): number {
  return weight === 0 ? 0 : sum / weight;
}
