import type { Tensor } from '../backends/backend.ts';
import type { Model, Parameter } from '../models/model.ts';
import type { ClipSpec, OptimizerSpec } from '../spec/train-spec.ts';
import { slotCounts, updateRule } from './update-rule.ts';

/** Turns a model's gradients into new parameters. */
export interface Optimizer {
  /** The values kept between steps, each of its parameter's shape; `optimizer/<parameter>/<n>`. */
  readonly slots: readonly { name: string; value: Tensor }[];
  /** (1): the norm of all gradients of the last step together, L2 included, before clipping. */
  readonly gradientNorm: Tensor;
  /** Steps done, which Adam's bias correction needs. To be set when a run goes on from a checkpoint. */
  stepCount: number;
  step(options: StepOptions): void;
  dispose(): void;
}

export interface StepOptions {
  /** The schedule's factor already applied. */
  learningRate: number;
  clip: ClipSpec;
  /**
   * λ of ½λ‖w‖². For kernels and recurrent kernels alone: a bias cannot overfit, and an embedding row would shrink by how often
   * steps happen, not by how often its token does.
   */
  l2: number;
}

/** Slots for all trainable parameters. Throws OutOfMemoryError. */
export function createOptimizer(model: Model, spec: OptimizerSpec): Optimizer {
  const { backend } = model;
  const trainable = model.parameters.filter((parameter) => parameter.trainable);
  const owned: Tensor[] = [];
  let stepCount = 0;
  const dispose = (): void => owned.splice(0).forEach((tensor) => backend.release(tensor));

  function tensor(shape: readonly number[]): Tensor {
    const created = backend.tensor(shape);
    owned.push(created);
    return created;
  }

  try {
    const gradientNorm = tensor([1]);
    const kept = trainable.map((parameter) => ({
      parameter,
      slots: Array.from({ length: slotCounts[spec.type] }, () => tensor(parameter.value.shape)),
    }));
    return {
      gradientNorm,
      slots: kept.flatMap(({ parameter, slots }) =>
        slots.map((value, n) => ({ name: `optimizer/${parameter.name}/${n}`, value })),
      ),
      get stepCount() {
        return stepCount;
      },
      set stepCount(count) {
        stepCount = count;
      },
      step({ learningRate, clip, l2 }) {
        stepCount++;
        if (l2 > 0) {
          for (const parameter of trainable.filter(isKernel)) {
            backend.addScaled({ alpha: l2, x: parameter.value, y: gradientOf(parameter) });
          }
        }
        const gradients = trainable.map(gradientOf);
        backend.globalNorm({ tensors: gradients, out: gradientNorm });
        if (clip.type === 'norm') backend.clipByNorm({ gradients, norm: gradientNorm, max: clip.max });
        if (clip.type === 'value') backend.clipByValue({ gradients, max: clip.max });
        kept.forEach(({ parameter, slots }, n) => {
          backend.optimizerUpdate({
            rule: updateRule(spec, { learningRate, step: stepCount, isWeight: isWeight(parameter) }),
            parameter: parameter.value,
            gradient: gradients[n],
            slots,
            rows: parameter.rows(),
          });
        });
      },
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

function isKernel({ name }: Parameter): boolean {
  return name.endsWith('.kernel') || name.endsWith('.recurrent');
}

/** Weights are kernels, embeddings and the context of attention; biases, and gains and shifts of a normalisation, are none. */
function isWeight(parameter: Parameter): boolean {
  return isKernel(parameter) || /\.(weights|context)$/.test(parameter.name);
}

function gradientOf(parameter: Parameter): Tensor {
  const gradient = parameter.gradient();
  if (gradient === null) throw new Error('An optimizer step needs gradients: call zeroGradients and backward before.');
  return gradient;
}
