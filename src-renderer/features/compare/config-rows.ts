import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import type { RunRecord } from '../../../src-main/contract/records.ts';
import { describeModel } from '../../locales/describe-model.ts';
import type { Locale } from '../../locales/use-locale.ts';

export interface ConfigRow {
  label: string;
  /** One a run. */
  values: string[];
  differs: boolean;
}

/** Everything that made the runs what they are, a row a setting. */
export function configRows(runs: readonly RunRecord[], locale: Locale): ConfigRow[] {
  const { t, integer, number, percent } = locale;
  const row = (label: string, value: (run: RunRecord) => string): ConfigRow => {
    const values = runs.map(value);
    return { label, values, differs: new Set(values).size > 1 };
  };
  return [
    row(t('runs.column.dataset'), (run) => run.datasetName),
    row(t('terms.tokenizer.name'), (run) => compactJson(run.tokenizer)),
    row(t('runs.column.model'), (run) => describeModel(run.model)),
    row(t('compare.layers'), (run) => run.model.layers.map(layerText).join(' → ')),
    row(t('settings.parameters'), (run) => integer(run.parameterCount)),
    row(t('settings.optimizer'), ({ train }) => {
      const own = new Set(['type', 'learningRate']);
      const more = compactJson(Object.fromEntries(Object.entries(train.optimizer).filter(([name]) => !own.has(name))));
      return `${t(`optimizers.${train.optimizer.type}`)}${more === '' ? '' : ` (${more})`}`;
    }),
    row(t('settings.learningRate'), ({ train }) => number(train.optimizer.learningRate)),
    row(t('terms.schedule.name'), ({ train }) => compactJson(train.schedule)),
    row(t('settings.batchSize'), ({ train }) => integer(train.batchSize)),
    row(t('settings.sequenceLength'), ({ train }) => integer(train.sequenceLength)),
    row(t('terms.accumulation.name'), ({ train }) => integer(train.gradientAccumulation)),
    row(t('settings.epochs'), ({ train }) => integer(train.epochs)),
    row(t('settings.clip'), ({ train: { clip } }) =>
      clip.type === 'none' ? t('clips.none') : `${t(`clips.${clip.type}`)} ${number(clip.max)}`,
    ),
    row('L2', ({ train }) => number(train.l2)),
    row(t('terms.validation.name'), ({ train }) => percent(train.validationFraction, 1)),
    row(t('terms.earlyStopping.name'), ({ train }) =>
      train.earlyStopping === null ? t('settings.off') : integer(train.earlyStopping.patience),
    ),
    row(t('settings.seed'), ({ train }) => String(train.seed)),
    row(t('settings.backend'), (run) => run.backend ?? t(`backends.${run.train.backend}`)),
    row(t('compare.parent'), ({ parent }) =>
      parent === null ? '–' : t('dashboard.branchName', { name: parent.runName, step: integer(parent.step) }),
    ),
  ];
}

/** `type: step, factor: 0.5`: names as in a model's file, the same in every language. */
const compactJson = (value: object): string =>
  Object.entries(value)
    .map(([name, part]) => `${name}: ${String(part)}`)
    .join(', ');

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
      return `dense ${layer.units}`;
    default:
      return `${layer.bidirectional === null ? '' : 'bi-'}${layer.type} ${layer.units} ${layer.activation}`;
  }
}
