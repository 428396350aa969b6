import {
  computed,
  inject,
  provide,
  shallowReactive,
  shallowRef,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue';
import { fitModel } from '../../../../src-engine/models/fit-model.ts';
import { applyFix, type ModelFix } from '../../../../src-engine/models/model-fix.ts';
import { outputLayerIndex, type ModelProblem } from '../../../../src-engine/models/model-problem.ts';
import { summarizeModel, type ModelSummary } from '../../../../src-engine/models/summary.ts';
import { validateModel } from '../../../../src-engine/models/validate-model.ts';
import { validateTraining, type TrainingProblem } from '../../../../src-engine/models/validate-training.ts';
import type { LayerSpec, ModelSpec, Task } from '../../../../src-engine/spec/model-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import { taskFacts, tasksOf } from '../../../../src-engine/tasks/facts.ts';
import type { DatasetKind } from '../../../../src-main/contract/datasets/import-records.ts';
import type { DataSizesRecord, ModelDocument } from '../../../../src-main/contract/model-records.ts';
import { withoutId } from '../../../../src-engine/models/without-id.ts';
import { withIds } from '../../../domain/models/layer-ids.ts';
import { createEditHistory } from './edit-history.ts';
import { insertLayer, moveLayer, removeLayer } from '../stack/stack-edits.ts';

/** The place of the input in the selection; layers are counted from 0. */
export const INPUT = -1;

type InputKind = ModelSpec['input']['kind'];

/** The kind of input of a model that learns from a kind of data. */
const inputOf = (kind: DatasetKind): InputKind => taskFacts[tasksOf(kind)[0]].inputs[0];

/** An input as it is until a person or a dataset says how large it is. */
export function newInput(kind: InputKind): ModelSpec['input'] {
  return kind === 'tokens' ? { kind, vocabularySize: 100 } : { kind, size: 1 };
}

interface State {
  document: ModelDocument;
  /** Index of a layer, INPUT, or null for nothing. Undo brings it back too. */
  selected: number | null;
}

/** A model being built: what every part of the builder shows and changes. */
export interface Editor {
  /** The model as the person made it. */
  edited: ComputedRef<ModelDocument>;
  /** The same with the sizes that the dataset decides; its model and training are taken out below. */
  document: ComputedRef<ModelDocument>;
  model: ComputedRef<ModelSpec>;
  train: ComputedRef<TrainSpec>;
  selected: ComputedRef<number | null>;
  summary: ComputedRef<ModelSummary>;
  problems: ComputedRef<ModelProblem[]>;
  trainingProblems: ComputedRef<TrainingProblem[]>;
  /** The task and the input that the chosen dataset is made for, where the model has others. */
  misfit: ComputedRef<{ task: Task; input: InputKind } | null>;
  /** null while they are not known, or where there is no dataset. */
  sizes: ShallowRef<DataSizesRecord | null>;
  /** Fields in which something is typed that is no valid value; the document keeps the last valid one. */
  invalidFields: Set<string>;
  canUndo: ComputedRef<boolean>;
  canRedo: ComputedRef<boolean>;
  undo(): void;
  redo(): void;
  select(place: number | null): void;
  /** Takes over the task and the input of the dataset. */
  fit(to: { task: Task; input: InputKind }): void;
  change(fields: Partial<ModelDocument>, burst?: string): void;
  changeModel(model: ModelSpec, burst?: string): void;
  changeTrain(fields: Partial<TrainSpec>, burst?: string): void;
  changeLayer(index: number, layer: LayerSpec, burst?: string): void;
  /** Puts the layer below what is selected, else at the end, or where `at` says, and selects it. */
  insert(layer: LayerSpec, at?: number): void;
  move(from: number, to: number): void;
  remove(index: number): void;
  duplicate(index: number): void;
  fix(fix: ModelFix): void;
}

export function createEditor(initial: ModelDocument): Editor {
  const history = createEditHistory<State>({
    document: { ...initial, model: withIds(initial.model) },
    selected: null,
  });
  const sizes = shallowRef<DataSizesRecord | null>(null);
  const invalidFields = shallowReactive(new Set<string>());

  const edited = computed(() => history.present.value.document);
  const misfit = computed(() => {
    if (sizes.value === null) return null;
    const { kind } = sizes.value;
    const { task, input } = edited.value.model;
    const fitting = tasksOf(kind);
    return fitting.includes(task) && input.kind === inputOf(kind) ? null : { task: fitting[0], input: inputOf(kind) };
  });
  const model = computed(() => {
    const { model: own } = edited.value;
    if (sizes.value === null || misfit.value !== null) return own;
    const { inputs, outputs } = sizes.value;
    const output = own.layers[outputLayerIndex(own.layers)];
    const ownOutputs = output?.type === 'dense' ? output.units : 0;
    return fitModel(own, {
      inputs,
      outputs: taskFacts[own.task].outputsAre === 'tokens' ? inputs : (outputs ?? ownOutputs),
    });
  });
  const document = computed(() => ({ ...edited.value, model: model.value }));
  const train = computed(() => edited.value.train);

  const commit = (fields: Partial<ModelDocument>, selected: number | null, burst: string | null) => {
    const next = { ...edited.value, ...fields };
    history.commit({ document: { ...next, model: withIds(next.model) }, selected }, burst);
  };
  const commitLayers = (layers: LayerSpec[], selected: number | null, burst: string | null = null) =>
    commit({ model: { ...edited.value.model, layers } }, selected, burst);
  const layers = () => edited.value.model.layers;
  const selected = computed(() => history.present.value.selected);

  return {
    edited,
    document,
    model,
    train,
    selected,
    summary: computed(() =>
      summarizeModel(model.value, {
        batch: train.value.batchSize,
        steps: train.value.sequenceLength,
        optimizer: train.value.optimizer.type,
      }),
    ),
    misfit,
    problems: computed(() => validateModel(model.value)),
    trainingProblems: computed(() => validateTraining(model.value, train.value)),
    sizes,
    invalidFields,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    select: (place) => history.adjust({ ...history.present.value, selected: place }),
    fit({ task, input }) {
      const { model: own } = edited.value;
      const kept = own.input.kind === input ? own.input : newInput(input);
      commit({ model: { ...own, task, input: kept } }, selected.value, null);
    },
    change: (fields, burst) => commit(fields, selected.value, burst ?? null),
    changeModel: (next, burst) => {
      const kept = selected.value !== null && selected.value < next.layers.length ? selected.value : null;
      commit({ model: next }, kept, burst ?? null);
    },
    changeTrain: (fields, burst) => commit({ train: { ...train.value, ...fields } }, selected.value, burst ?? null),
    changeLayer: (index, layer, burst) => commitLayers(layers().with(index, layer), index, burst ?? null),
    insert(layer, at) {
      const place = at ?? (selected.value === null ? layers().length : selected.value + 1);
      commitLayers(insertLayer(layers(), place, layer), place);
    },
    move(from, to) {
      if (from === to || to < 0 || to >= layers().length) return;
      commitLayers(moveLayer(layers(), from, to), to);
    },
    remove(index) {
      const rest = removeLayer(layers(), index);
      commitLayers(rest, rest.length === 0 ? INPUT : Math.min(index, rest.length - 1));
    },
    duplicate(index) {
      commitLayers(insertLayer(layers(), index + 1, withoutId(layers()[index])), index + 1);
    },
    fix(fix) {
      const next = applyFix(edited.value.model, fix);
      const place = fix.layer === null ? INPUT : Math.min(fix.layer, next.layers.length - 1);
      commit({ model: next }, place, null);
    },
  };
}

const key: InjectionKey<Editor> = Symbol('editor');

export const provideEditor = (editor: Editor): void => provide(key, editor);

export function useEditor(): Editor {
  const editor = inject(key);
  if (editor === undefined) throw new Error('provideEditor has not been called.');
  return editor;
}
