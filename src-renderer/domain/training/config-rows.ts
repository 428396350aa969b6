import type { RecurrentLayerSpec } from '../../../src-engine/cells/index.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { describeModel } from '../models/describe-model.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { usualOptimizer } from './usual-optimizer.ts';

export interface ConfigRow {
  label: string;
  /** One a run. */
  values: string[];
  differs: boolean;
}

export type ConfiguredRun = Pick<
  RunRecord,
  'datasetName' | 'tokenizer' | 'model' | 'train' | 'parameterCount' | 'backend' | 'parent'
>;

/** Everything that made the runs what they are, a row a setting. */
export function configRows(runs: readonly ConfiguredRun[], locale: Locale): ConfigRow[] {
  const { t, integer } = locale;
  return [
    rowOf(runs, t('runs.column.dataset'), (run) => run.datasetName),
    ...settingRows(runs, locale),
    rowOf(runs, t('compare.parent'), ({ parent }) =>
      parent === null ? '–' : t('dashboard.branchName', { name: parent.runName, step: integer(parent.step) }),
    ),
  ];
}

function rowOf(runs: readonly ConfiguredRun[], label: string, value: (run: ConfiguredRun) => string): ConfigRow {
  const values = runs.map(value);
  return { label, values, differs: new Set(values).size > 1 };
}

/** The same without where they came from: dataset and parent. */
export function settingRows(runs: readonly ConfiguredRun[], locale: Locale): ConfigRow[] {
  const { t, integer, number, percent } = locale;
  const row = (label: string, value: (run: ConfiguredRun) => string) => rowOf(runs, label, value);
  return [
    ...(runs.every(readsRows) ? [] : [row(t('terms.tokenizer.name'), (run) => tokenizerText(run, t))]),
    row(t('runs.column.model'), (run) => describeModel(run.model)),
    row(t('compare.layers'), (run) => run.model.layers.map(layerText).join(' → ')),
    row(t('settings.parameters'), (run) => integer(run.parameterCount)),
    row(t('settings.optimizer'), ({ train: { optimizer } }) => {
      const { type, learningRate } = optimizer;
      const known = type === 'adamw' ? { ...optimizer, decayBiases: optimizer.decayBiases ?? true } : optimizer;
      return withSettings(t(`optimizers.${type}`), known, { ...usualOptimizer(type, learningRate) }, locale);
    }),
    row(t('settings.learningRate'), ({ train }) => number(train.optimizer.learningRate)),
    row(t('terms.schedule.name'), ({ train: { schedule } }) =>
      withSettings(t(`schedules.${schedule.type}`), schedule, { ...usualSchedule, type: schedule.type }, locale),
    ),
    row(t('settings.batchSize'), ({ train }) => integer(train.batchSize)),
    row(t(runs.every(readsRows) ? 'settings.rowsRead' : 'settings.sequenceLength'), ({ train }) =>
      integer(train.sequenceLength),
    ),
    row(t('terms.accumulation.name'), ({ train }) => integer(train.gradientAccumulation)),
    row(t('settings.epochs'), ({ train }) => integer(train.epochs)),
    row(t('trainFields.maxSteps'), ({ train }) => (train.maxSteps === null ? '–' : integer(train.maxSteps))),
    row(t('settings.clip'), ({ train: { clip } }) =>
      clip.type === 'none' ? t('clips.none') : `${t(`clips.${clip.type}`)} ${number(clip.max)}`,
    ),
    row('L2', ({ train }) => number(train.l2)),
    row(t('terms.labelSmoothing.name'), ({ train }) => number(train.labelSmoothing ?? 0)),
    row(t('terms.validation.name'), ({ train }) => percent(train.validationFraction, 1)),
    row(t('settings.patience'), ({ train }) =>
      train.earlyStopping === null ? t('settings.off') : integer(train.earlyStopping.patience),
    ),
    row(t('settings.seed'), ({ train }) => String(train.seed)),
    row(t('settings.backend'), (run) => run.backend ?? t(`backends.${run.train.backend}`)),
  ];
}

const readsRows = ({ model }: ConfiguredRun) => model.input.kind === 'features';

/** Rows of numbers have no tokens. */
function tokenizerText(run: ConfiguredRun, t: Locale['t']): string {
  const { tokenizer } = run;
  if (readsRows(run)) return '–';
  return withOptions(t(`tokenizers.${tokenizer.type}`), tokenizer, { type: tokenizer.type, minimumFrequency: 1 });
}

const usualSchedule = { warmupSteps: 0, minDelta: 0, finalFactor: 0 };

/** Returns such as “Words (locale: ja)”: options as in a model's file, but those that are as `usual`. */
function withOptions(name: string, spec: object, usual: Record<string, unknown>): string {
  return withParts(
    name,
    unusual(spec, usual).map(([option, value]) => `${option}: ${String(value)}`),
  );
}

/** Returns such as “In steps (Every 3 epochs, Factor 0.5)”: settings by their names in the form, but those that are as `usual`. */
function withSettings(name: string, spec: object, usual: Record<string, unknown>, { t, has, number }: Locale): string {
  return withParts(
    name,
    unusual(spec, usual).map(([setting, value]) => {
      const key = `trainFields.${setting}`;
      const label = has(key) ? t(key) : setting;
      const text = typeof value === 'number' ? number(value) : String(value);
      return label.includes('…') ? label.replace('…', text) : `${label} ${text}`;
    }),
  );
}

function unusual(spec: object, usual: Record<string, unknown>): [string, unknown][] {
  return Object.entries(spec).filter(([option, value]) => usual[option] !== value);
}

function withParts(name: string, parts: readonly string[]): string {
  return parts.length === 0 ? name : `${name} (${parts.join(', ')})`;
}

function layerText(layer: LayerSpec): string {
  switch (layer.type) {
    case 'embedding':
      return `embedding ${layer.dim}`;
    case 'dropout':
      return `dropout ${layer.rate}`;
    case 'activation':
      return layer.activation;
    case 'one_hot':
      return 'one-hot';
    case 'dense':
      return layer.tied === true ? `dense ${layer.units} tied` : `dense ${layer.units}`;
    case 'layer_norm':
      return 'layer norm';
    case 'mean_pooling':
      return 'mean pooling';
    case 'max_pooling':
      return 'max pooling';
    case 'attention_pooling':
      return `attention pooling ${layer.units}`;
    default:
      return recurrentText(layer);
  }
}

function recurrentText(layer: RecurrentLayerSpec): string {
  const type = `${layer.bidirectional === null ? '' : 'bi-'}${layer.type}`;
  return [type, layer.units, ...('activation' in layer ? [layer.activation] : [])].join(' ');
}
