import { cellFacts, isRecurrent } from '../../../src-engine/cells/index.ts';
import type { PytorchTensor } from '../../../src-engine/interchange/pytorch/cell-layout.ts';
import { pytorchModules, toPytorch } from '../../../src-engine/interchange/pytorch/pytorch-layout.ts';
import { writeSafetensors } from '../../../src-engine/interchange/safetensors.ts';
import type { ExportFile } from '../../../src-engine/interchange/export-file.ts';
import type { ParameterTensor, TrainedModel } from '../../../src-engine/interchange/trained-model.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import { elementCount, parameterSpecs } from '../../../src-engine/models/parameter-specs.ts';
import { defaultTraining } from '../../../src-engine/models/presets.ts';
import { slotCounts } from '../../../src-engine/optimizers/update-rule.ts';
import { initialProgress } from '../../../src-engine/training/initial-progress.ts';

/** `training.json` and `training.safetensors`: how `train.py` goes on. */
export function trainingFiles({ model, step, training }: TrainedModel): ExportFile[] {
  const train = training?.train ?? defaultTraining(model.task);
  const progress = training?.progress ?? { ...initialProgress, step, optimizerSince: step };
  const about = { task: model.task, dataset: training?.dataset ?? null, train, progress };
  const slots = Array.from({ length: slotCounts[train.optimizer.type] }, (_, slot) => slot);
  const gathered = slots.flatMap((slot) => gatheredIn(model, slot, training?.tensors ?? new Map()));
  const tensors = [...gathered, ...statesOf(model, training?.tensors ?? new Map())];
  return [
    { path: 'training.json', bytes: Buffer.from(JSON.stringify(about, null, 1)) },
    { path: 'training.safetensors', bytes: writeSafetensors(tensors, {}) },
  ];
}

/** The optimizer's values have the shape of their parameter, so they are laid out in the same way. */
function gatheredIn(
  model: TrainedModel['model'],
  slot: number,
  tensors: ReadonlyMap<string, ParameterTensor>,
): PytorchTensor[] {
  const specs = parameterSpecs(model);
  const known = specs.filter(({ name }) => tensors.has(`optimizer/${name}/${slot}`));
  if (known.length === 0) return [];
  const trained = new Map(
    specs.map(({ name, shape }) => [
      name,
      tensors.get(`optimizer/${name}/${slot}`) ?? { shape, values: new Float32Array(elementCount(shape)) },
    ]),
  );
  return toPytorch(model, trained).map((tensor) => ({ ...tensor, name: `optimizer/${slot}/${tensor.name}` }));
}

/** `state/1.h` becomes `state/lstm1.h`; the states of a layer are in the order in which its module takes them. */
function statesOf(model: ModelSpec, tensors: ReadonlyMap<string, ParameterTensor>): PytorchTensor[] {
  const modules = pytorchModules(model);
  return model.layers.flatMap((layer, index) => {
    if (!isRecurrent(layer)) return [];
    return cellFacts(layer.type).states.flatMap(({ name }) => {
      const state = tensors.get(`state/${index}.${name}`);
      if (state === undefined) return [];
      return [{ name: `state/${modules[index]}.${name}`, shape: [...state.shape], values: state.values }];
    });
  });
}
