import { toNamedTensor, valuesOf } from '../../src-engine/checkpoint/named-tensor.ts';
import type { ParameterTensor, TrainedModel, TrainingState } from '../../src-engine/interchange/trained-model.ts';
import { parameterSpecs } from '../../src-engine/models/parameter-specs.ts';
import type { NamedTensor, TrainingProgress } from '../../src-engine/spec/checkpoint-spec.ts';
import { taskFacts } from '../../src-engine/tasks/facts.ts';
import type { ModelSpec } from '../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../src-engine/spec/train-spec.ts';
import { StudioError } from '../contract/errors.ts';
import type { Datasets } from '../datasets/datasets.ts';
import { longestTextOf } from '../datasets/longest-text.ts';
import type { CheckpointRow } from '../db/checkpoint-table.ts';
import type { Store } from '../db/open-store.ts';
import type { RunView } from '../db/run-table.ts';
import { preparationOf } from '../runs/networks/preparation-of.ts';
import type { NetworkOutline } from './export-format.ts';

/** A run's network without its weights, as a format looks at it. */
export async function networkOutline(
  store: Store,
  datasets: Datasets,
  run: RunView,
  step: number,
): Promise<NetworkOutline> {
  const model = JSON.parse(run.model) as ModelSpec;
  const analysis = store.analyses.get(run.analysis_key);
  if (analysis === null) throw new Error(`Run ${run.id} has no tokenizer.`);
  const isTokens = model.input.kind === 'tokens';
  const preparation = preparationOf(run) ?? undefined;
  const classes = await classesOf(datasets, run, { model, preparation });
  const longestText = longestTextOf(store, run) ?? undefined;
  return {
    name: run.name,
    model,
    tokenizer: isTokens ? analysis.tokenizer : null,
    classes,
    longestText,
    preparation,
    step,
  };
}

/** With the weights of a checkpoint, rounded to float32 where they were trained in float64. Throws `invalid-checkpoint`. */
export async function trainedModel(
  store: Store,
  outline: NetworkOutline,
  checkpoint: CheckpointRow,
): Promise<TrainedModel> {
  const { tensors } = await store.checkpoints.load(checkpoint, 'parameter/');
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const parameters = new Map<string, ParameterTensor>();
  for (const { name, shape } of parameterSpecs(outline.model)) {
    const tensor = byName.get(`parameter/${name}`);
    if (tensor === undefined) {
      throw new StudioError('invalid-checkpoint', `The checkpoint of step ${checkpoint.step} has no ${name}.`, {
        step: checkpoint.step,
      });
    }
    parameters.set(name, { shape, values: Float32Array.from(valuesOf(tensor, shape)) });
  }
  return { ...outline, parameters };
}

/** Returns the state from which a run would go on from a checkpoint. */
export async function trainingState(store: Store, run: RunView, checkpoint: CheckpointRow): Promise<TrainingState> {
  const progress = JSON.parse(checkpoint.progress) as TrainingProgress;
  const hash = store.datasets.get(run.dataset_id)?.hash ?? '';
  const { tensors } = await store.checkpoints.load(checkpoint, '');
  // The weights of the best epoch were put back: what the optimizer has gathered belongs to others.
  const wentBack = tensors.some(({ name }) => name.startsWith('last/'));
  const kept = tensors.filter(({ name }) => !wentBack && /^(optimizer|state)\//.test(name));
  return {
    train: JSON.parse(run.train) as TrainSpec,
    progress: wentBack ? { ...progress, optimizerSince: progress.step } : progress,
    tensors: new Map(
      kept.map((tensor) => [
        tensor.name,
        { shape: tensor.shape, values: Float32Array.from(valuesOf(tensor, tensor.shape)) },
      ]),
    ),
    dataset: { name: run.dataset_name, sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : null },
  };
}

/** Returns the parameters in the engine's form. */
export function namedParameters({ parameters }: TrainedModel): NamedTensor[] {
  return Array.from(parameters, ([name, { shape, values }]) => toNamedTensor(`parameter/${name}`, shape, values));
}

/** The preparation knows the classes where there is one; a dataset may be gone. */
async function classesOf(
  datasets: Datasets,
  run: RunView,
  { model, preparation }: Pick<TrainedModel, 'model' | 'preparation'>,
): Promise<string[] | null> {
  if (taskFacts[model.task].outputsAre !== 'classes') return null;
  return preparation?.kind === 'sequences' ? preparation.classes : classNames(datasets, run, model);
}

async function classNames(datasets: Datasets, run: RunView, { layers }: ModelSpec): Promise<string[]> {
  const known = await datasets.classes(run.dataset_id);
  const outputs = layers.findLast((layer) => layer.type === 'dense')?.units ?? 0;
  return known?.length === outputs ? known : Array.from({ length: outputs }, (_, n) => String(n + 1));
}
