import type { Backend, Tensor } from '../backends/backend.ts';
import type { Scorer } from '../metrics/scorer.ts';
import type { Evaluation } from '../spec/engine-protocol.ts';
import type { Interruptible } from '../spec/interruptible.ts';
import type { BatchSource } from './batch-source.ts';
import type { PassSet } from './pass-set.ts';
import { differ, moveToNextRow, readStates, writeStates } from './row-states.ts';
import type { RowStates } from './row-states.ts';

/**
 * Rows that begin with another state than the row before them ended with are read again until that changes the loss by
 * less than this, in nats.
 */
const LOSS_TOLERANCE = 1e-4;
/** The number of places at which the states of a round are compared with those of the round before. */
const MARKS = 16;

/**
 * Runs the whole source without dropout, states carried where the source does so. Yields before every batch; resolves
 * with null when aborted. Sums are in float64, whatever the backend computes in. The scorers that `createScorer` makes
 * see all outputs; null means that there are none.
 *
 * Where rows go on from one another, the loss is that of a single row that reads everything, because after the warm-up
 * every row has nearly the state in which the row before it ends. Rows for which that is not so, since the network
 * remembers more than the warm-up, are read again from there.
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
  const scorer = createScorer?.() ?? null;
  const reading = { backend, source, passes, metrics, scorer, interruptible };
  if (warmUp > 0) return evaluateJoinedRows({ ...reading, scorer: null }, warmUp);
  const sums: Sums[] = [];
  for (let n = 0; n < source.count; n++) {
    const ofBatch = await readBatch(reading, n);
    if (ofBatch === null) return null;
    sums.push(ofBatch);
  }
  return evaluationOf(sums, scorer);
}

/**
 * Reads rows of which each goes on where the one before it ends. A round ends early where the states are those of the round before, since
 * all that follows is known then.
 */
async function evaluateJoinedRows(reading: Reading, warmUp: number): Promise<Evaluation | null> {
  const { backend, source, passes } = reading;
  const [pass] = passes.passes;
  for (let n = 0; n < warmUp; n++) if ((await readBatch(reading, n)) === null) return null;
  const sums: Sums[] = [];
  const marks = new Map<number, RowStates>();
  const stride = Math.ceil((source.count - warmUp) / MARKS);
  let begun = await readStates(backend, pass);
  let ended = begun;
  let evaluation: Evaluation | null = null;
  // After as many rounds as there are rows each has begun where the one before it ended.
  for (let round = 0; round < pass.shape.batch; round++) {
    const begin = round === 0 ? null : () => writeStates(backend, pass, begun);
    for (let n = warmUp; n <= source.count; n++) {
      if (n > warmUp && ((n - warmUp) % stride === 0 || n === source.count)) {
        const states = await readStates(backend, pass);
        const before = marks.get(n);
        marks.set(n, states);
        if (n === source.count) ended = states;
        else if (before !== undefined && !differ(before, states)) break;
      }
      if (n === source.count) break;
      const ofBatch = await readBatch(reading, n, n === warmUp ? begin : null);
      if (ofBatch === null) return null;
      sums[n - warmUp] = ofBatch;
    }
    const before = evaluation;
    evaluation = evaluationOf(sums, null);
    if (before !== null && Math.abs(evaluation.loss - before.loss) < LOSS_TOLERANCE) break;
    const next = moveToNextRow(ended);
    if (!differ(begun, next)) break;
    begun = next;
  }
  return evaluation;
}

interface Reading {
  backend: Backend;
  source: BatchSource;
  passes: PassSet;
  metrics: Tensor;
  scorer: Scorer | null;
  interruptible: Interruptible;
}

interface Sums {
  loss: number;
  weight: number;
  correct: number;
  targets: number;
}

/** Runs batch n, after `begin` has set other states to begin with if it is given. Resolves with null when aborted. */
async function readBatch(
  { backend, source, passes, metrics, scorer, interruptible }: Reading,
  n: number,
  begin: (() => void) | null = null,
): Promise<Sums | null> {
  await interruptible.yieldToEventLoop();
  if (interruptible.signal.aborted) return null;
  const batch = source.batch(0, n);
  const pass = passes.load(n, batch);
  begin?.();
  backend.fill(metrics, 0);
  pass.forward({ seed: 0, step: 0 });
  pass.evaluate(metrics);
  pass.carryState();
  const [[loss, weight, correct], outputs] = await Promise.all([
    backend.read(metrics),
    scorer === null ? null : backend.read(pass.output),
  ]);
  if (outputs !== null) scorer?.add({ ...batch, outputs });
  const { targets } = batch;
  const counted = targets instanceof Int32Array ? targets.reduce((sum, target) => sum + Number(target >= 0), 0) : 0;
  return { loss, weight, correct, targets: counted };
}

function evaluationOf(batches: readonly Sums[], scorer: Scorer | null): Evaluation {
  const sum = (of: keyof Sums): number => batches.reduce((total, batch) => total + batch[of], 0);
  const targets = sum('targets');
  const accuracy = targets === 0 ? null : sum('correct') / targets;
  const measured = scorer?.finish();
  return {
    loss: mean(sum('loss'), sum('weight')),
    accuracy,
    scores: { ...measured?.scores, ...(accuracy !== null && { accuracy }) },
    breakdown: measured?.breakdown ?? null,
  };
}

/** 0 where everything is masked or has a weight of 0. */
export function mean(sum: number, weight: number): number {
  return weight === 0 ? 0 : sum / weight;
}
