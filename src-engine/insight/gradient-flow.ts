import { cellFacts } from '../cells/index.ts';
import type { Backend } from '../backends/backend.ts';
import type { Model, Pass } from '../models/model.ts';
import type { GradientFlow } from '../spec/insight-spec.ts';
import type { Task } from '../spec/model-spec.ts';
import { taskFacts } from '../tasks/facts.ts';
import { zeroGradients } from '../training/accumulate-gradients.ts';
import type { Batch } from '../training/batch-source.ts';
import { setInput } from '../training/pass-set.ts';
import { withTensors } from './with-tensors.ts';

type Sequences = Omit<Batch, 'input'>;

/**
 * Gradients of the loss of each sequence's last target alone, be it that of its last position or a label, with respect to the
 * states at every step, from the zero state on and without dropout. Sequences whose last target is masked do not count. Many
 * sequences in one batch cost little more than one. To be called between optimizer steps, since it leaves the model with other
 * gradients. Throws OutOfMemoryError.
 */
export async function measureGradientFlow(model: Model, batch: Batch): Promise<GradientFlow[]> {
  const pass = model.createPass({ batch: batch.batch, steps: batch.steps, training: true, observed: true });
  try {
    return await withTensors(model.backend, (tensor) => measure(model, pass, batch, tensor));
  } finally {
    pass.dispose();
  }
}

async function measure(model: Model, pass: Pass, batch: Batch, tensor: Backend['tensor']): Promise<GradientFlow[]> {
  const { backend, spec } = model;
  const metrics = tensor([3]);
  const recorded = pass.loops.map(({ name, reverse, spec: layer, states, hooks }) => {
    const shown = cellFacts(layer.type).states.filter(({ variable }) => variable !== null);
    const records = Object.fromEntries(shown.map((state) => [state.name, tensor(states[state.name].shape)]));
    hooks.records = records;
    return { name, reverse, records };
  });
  zeroGradients(model, [batch]);
  setInput(pass, batch);
  pass.setResets(batch.resets ?? null);
  const targets = taskFacts[spec.task].outputsPer === 'step' ? lastTargets(batch) : batch.targets;
  pass.setTargets(targets);
  pass.forward({ seed: 0, step: 0 });
  pass.backward(1, metrics);

  const reach = reachOf(batch, spec.task, targets);
  return Promise.all(
    recorded.map(async ({ name, reverse, records }) => {
      const norms = Object.entries(records).map(async ([state, record]) => {
        return [state, meanNormsByLag(await backend.read(record), batch.steps, reach, reverse)] as const;
      });
      return { loop: name, norms: Object.fromEntries(await Promise.all(norms)) };
    }),
  );
}

/** Targets (T·B) with all but each sequence's last one masked. */
function lastTargets({ targets, batch, steps, lengths }: Sequences): Int32Array | Float32Array {
  return targets.map((target, n) => {
    const length = lengths?.[n % batch] ?? steps;
    return Math.floor(n / batch) === length - 1 ? target : -1;
  });
}

/** Steps of each sequence (B), 0 for those that have no target. */
function reachOf({ batch, steps, lengths }: Sequences, task: Task, targets: Int32Array | Float32Array): Int32Array {
  const { outputsAre, outputsPer } = taskFacts[task];
  return Int32Array.from({ length: batch }, (_, b) => {
    const length = lengths?.[b] ?? steps;
    if (outputsAre === 'numbers') return length;
    const target = outputsPer === 'step' ? targets[(length - 1) * batch + b] : targets[b];
    return target >= 0 ? length : 0;
  });
}

/** Takes `record` (T·B, …). In a sequence of L steps, lag 0 is t = L−1, or t = 0 where time runs backward. */
function meanNormsByLag(record: ArrayLike<number>, steps: number, reach: Int32Array, reverse: boolean): Float64Array {
  const size = record.length / (steps * reach.length);
  const sums = new Float64Array(Math.max(...reach));
  const counts = new Int32Array(sums.length);
  reach.forEach((length, b) => {
    for (let lag = 0; lag < length; lag++) {
      const t = reverse ? lag : length - 1 - lag;
      sums[lag] += norm(record, (t * reach.length + b) * size, size);
      counts[lag]++;
    }
  });
  return sums.map((sum, lag) => sum / counts[lag]);
}

function norm(values: ArrayLike<number>, begin: number, count: number): number {
  let squares = 0;
  for (let n = begin; n < begin + count; n++) squares += values[n] * values[n];
  return Math.sqrt(squares);
}
