import { measureGradientByLag } from '../insight/gradient-by-lag.ts';
import { measureUpdates, type ParameterChange } from '../insight/parameter-updates.ts';
import { measureSaturation } from '../insight/saturation.ts';
import { keepRows, measureParabola, type KeptRows } from '../insight/step-parabola.ts';
import { watchUnits, type UnitWatch } from '../insight/unit-activity.ts';
import type { Model, Pass } from '../models/model.ts';
import type { ParameterUpdate, Saturation, StepInsight, StepParabola } from '../spec/insight-spec.ts';
import type { TrainSpec } from '../spec/train-spec.ts';
import { unlessOutOfMemory } from './accumulate-gradients.ts';
import type { Batch } from './batch-source.ts';
import { labelSmoothingOf } from './training-passes.ts';

/** The measurements that take about as long as a step itself, and are therefore not part of every look. */
export interface Instruments {
  parabola: boolean;
  gradientByLag: boolean;
}

/** The batches of a step, and the draw of random numbers for the first of them. */
interface StepBatches {
  batches: readonly Batch[];
  random: { seed: number; step: number };
}

/**
 * A look at one step, which changes no number of the training. All of its functions must be called, in this order; it
 * measures less, or nothing, if there is too little memory.
 */
export interface StepLook {
  /** Called when the pass holds the step's first batch. */
  beforeForward(pass: Pass): void;
  /** Called before the backward of that batch. */
  afterForward(pass: Pass): void;
  /** Runs `update`, which moves the parameters by the gradients that they have. */
  update(update: () => void): Promise<void>;
  /** Resolves with null if there was no memory for the look. */
  finish(step: { step: number; loss: number }): Promise<StepInsight | null>;
  /** Releases all memory, however the step ended. */
  dispose(): void;
}

interface StepLookOptions extends StepBatches {
  model: Model;
  train: TrainSpec;
  instruments: Instruments;
}

export function createStepLook({ model, train, instruments, batches, random }: StepLookOptions): StepLook {
  const [first] = batches;
  let units: UnitWatch | null = null;
  let kept: KeptRows | null = null;
  let saturation: Promise<Saturation[] | null> = Promise.resolve(null);
  let updates: ParameterUpdate[] | null = null;
  let parabola: StepParabola | null = null;

  async function lookAlong(changes: readonly ParameterChange[]): Promise<void> {
    if (kept === null) return;
    const { classWeights } = train;
    const loss = { random, classWeights, labelSmoothing: labelSmoothingOf(model.spec, train) };
    parabola = await unlessOutOfMemory(measureParabola(model, kept, { batches, changes, ...loss }));
  }

  return {
    beforeForward(pass) {
      units = watchUnits(model, pass, first);
    },
    afterForward(pass) {
      units?.stop();
      saturation = unlessOutOfMemory(measureSaturation(model.backend, pass));
      if (instruments.parabola) kept = keepRows(model, pass, first);
    },
    async update(update) {
      let isDone = false;
      const updateOnce = (): void => {
        isDone = true;
        update();
      };
      updates = await unlessOutOfMemory(measureUpdates(model, updateOnce, lookAlong));
      if (!isDone) update();
    },
    async finish({ step, loss }) {
      const measuredUnits = (await units?.read()) ?? null;
      const gates = await saturation;
      if (updates === null || gates === null) return null;
      const gradientByLag = instruments.gradientByLag
        ? await unlessOutOfMemory(measureGradientByLag(model, first))
        : null;
      return {
        ...{ step, updates, saturation: gates, loss, parabola, gradientByLag },
        ...(measuredUnits !== null && { units: measuredUnits }),
      };
    },
    dispose() {
      units?.dispose();
      kept?.dispose();
    },
  };
}
