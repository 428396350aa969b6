import { OutOfMemoryError } from '../backends/backend.ts';
import type { Backend, Tensor } from '../backends/backend.ts';
import type { Model, Pass } from '../models/model.ts';
import type { StepParabola } from '../spec/insight-spec.ts';
import { zeroGradients } from '../training/accumulate-gradients.ts';
import type { Batch } from '../training/batch-source.ts';
import { setInput } from '../training/pass-set.ts';
import { spreadPlaces, takeRows } from './batch-rows.ts';
import { fitParabola } from './fit-parabola.ts';
import type { ParameterChange } from './parameter-updates.ts';
import { withTensors } from './with-tensors.ts';

/**
 * The most rows that are measured: more would take longer, and say little more about a step than about the next ones.
 */
const MOST_ROWS = 16;
const SUB_BATCHES = 4;

/** Rows of a batch, with the recurrent states that the step began with. */
interface SubBatch {
  batch: Batch;
  /** The states, (rows, …) each, in the order of `Pass.states`. */
  states: Tensor[];
}

/** Rows of a step's first batch, kept for a second look at them. */
export interface KeptRows {
  subBatches: SubBatch[];
  dispose(): void;
}

/** The remaining inputs that decide the loss of rows. */
interface RowsLoss {
  random: { seed: number; step: number };
  classWeights: number[] | null;
  labelSmoothing: number;
}

/**
 * Keeps rows of the batch that a pass holds, in disjoint sub-batches of one size. It must be called before the pass
 * carries its states on. Returns null if there is no memory for it.
 */
export function keepRows(model: Model, pass: Pass, whole: Batch): KeptRows | null {
  const { backend, spec } = model;
  const count = Math.min(SUB_BATCHES, whole.batch);
  const size = Math.floor(Math.min(MOST_ROWS, whole.batch) / count);
  const taken = spreadPlaces(whole.batch, count * size);
  const owned: Tensor[] = [];
  const dispose = (): void => owned.splice(0).forEach((each) => backend.release(each));
  const tensor: Backend['tensor'] = (shape, type) => {
    const created = backend.tensor(shape, type);
    owned.push(created);
    return created;
  };
  try {
    const subBatches = Array.from({ length: count }, (_, k) => {
      const rows = taken.filter((_row, n) => n % count === k);
      const ids = tensor([size], 'int32');
      backend.write(ids, rows);
      const states = pass.states.map(({ value }) => {
        const [, ...extents] = value.shape;
        const kept = tensor([size, ...extents]);
        gatherRows(backend, value, ids, kept);
        return kept;
      });
      return { batch: takeRows(whole, rows, spec), states };
    });
    return { subBatches, dispose };
  } catch (error) {
    dispose();
    if (error instanceof OutOfMemoryError) return null;
    throw error;
  }
}

/**
 * Measures losses and slopes of the kept rows at the end of a step and at its beginning, and restores the parameters to
 * the bit. `batches` are those of the step, which determine the rows of an embedding that have gradients. The gradients
 * of the model are overwritten. Throws OutOfMemoryError.
 */
export async function measureParabola(
  model: Model,
  { subBatches }: KeptRows,
  { batches, changes, ...loss }: { batches: readonly Batch[]; changes: readonly ParameterChange[] } & RowsLoss,
): Promise<StepParabola | null> {
  const { backend } = model;
  const [{ batch }] = subBatches;
  const pass = model.createPass({ batch: batch.batch, steps: batch.steps, training: true });
  try {
    pass.setClassWeights(loss.classWeights);
    pass.setLabelSmoothing(loss.labelSmoothing);
    return await withTensors(backend, async (tensor) => {
      const metrics = tensor([3]);
      const slope = tensor([1]);
      const sums = tensor([2 * subBatches.length, 4]);
      const all = backend.view(sums, 0, [1, sums.size]);
      const kept = changes.map((change) => keepValue(backend, change, tensor(change.back.shape)));
      const write = (from: Tensor, toColumn: number): void =>
        backend.copyColumns({ from, to: all, fromColumn: 0, toColumn, columns: from.size, accumulate: false });
      const measure = (first: number): void =>
        subBatches.forEach((rows, k) => {
          zeroGradients(model, batches);
          backend.fill(metrics, 0);
          runRows(backend, pass, rows, loss.random);
          pass.backward(1, metrics);
          const gradients = changes.map(({ parameter }) => gradientOf(parameter));
          backend.dotProduct({ a: gradients, b: changes.map(({ back }) => back), out: slope });
          write(metrics, 4 * (first + k));
          write(slope, 4 * (first + k) + 3);
        });
      measure(subBatches.length);
      try {
        for (const { moveBack } of kept) moveBack();
        measure(0);
      } finally {
        for (const { restore } of kept) restore();
      }
      return fitParabola(rowsAtEnds(await backend.read(sums), subBatches.length));
    });
  } finally {
    pass.dispose();
  }
}

/**
 * Reads a matrix (2·count, 4) of the sums of losses and weights, the right answers, and the slopes against the step;
 * the rows before the step come first.
 */
function rowsAtEnds(sums: ArrayLike<number>, count: number) {
  return Array.from({ length: count }, (_, k) => {
    const [before, after] = [4 * k, 4 * (count + k)];
    return {
      weight: sums[after + 1],
      lossBefore: sums[before],
      lossAfter: sums[after],
      slopeBefore: -sums[before + 3],
      slopeAfter: -sums[after + 3],
    };
  });
}

function runRows(backend: Backend, pass: Pass, { batch, states }: SubBatch, random: RowsLoss['random']): void {
  setInput(pass, batch);
  pass.setResets(batch.resets ?? null);
  pass.setTargets(batch.targets);
  pass.states.forEach(({ value }, n) => backend.copy(states[n], value));
  pass.forward(random);
}

function gatherRows(backend: Backend, from: Tensor, rows: Tensor, out: Tensor): void {
  const matrix = (of: Tensor) => backend.view(of, 0, [of.shape[0], of.size / of.shape[0]]);
  backend.linearForward({ ids: rows, kernel: matrix(from), bias: null, out: matrix(out) });
}

/**
 * Copies the values that a step touched to `after`. `moveBack` returns approximately to where the step began, and
 * `restore` brings the copied values back to the bit.
 */
function keepValue(
  backend: Backend,
  { parameter: { value }, rows, back }: ParameterChange,
  after: Tensor,
): { moveBack(): void; restore(): void } {
  if (rows === null) {
    backend.copy(value, after);
    return {
      moveBack: () => backend.addScaled({ alpha: 1, x: back, y: value }),
      restore: () => backend.copy(after, value),
    };
  }
  gatherRows(backend, value, rows, after);
  const add = (dOut: Tensor): void =>
    backend.linearBackward({
      ...{ ids: rows, kernel: value, dOut, dKernel: value, dBias: null, dX: null, accumulateDX: false },
    });
  return {
    moveBack: () => add(back),
    restore() {
      // The value is −0, which unlike 0 leaves every number that is added to it as it is, −0 included.
      backend.fillRows({ x: value, rows, value: -0 });
      add(after);
    },
  };
}

function gradientOf({ name, gradient }: ParameterChange['parameter']): Tensor {
  const tensor = gradient();
  if (tensor === null) throw new Error(`${name} has no gradient.`);
  return tensor;
}
