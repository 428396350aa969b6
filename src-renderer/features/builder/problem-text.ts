import type { ModelFix } from '../../../src-engine/models/model-fix.ts';
import type { ModelProblem } from '../../../src-engine/models/model-problem.ts';
import type { LayerSpec } from '../../../src-engine/spec/model-spec.ts';
import { useLocale, type Locale } from '../../locales/use-locale.ts';
import { layerDetail, layerKinds } from './layer-kinds.ts';

type Layers = readonly LayerSpec[];

/** `Layer 2 (LSTM)`; of an index without a layer, the input. */
function layerTitle({ t }: Locale, layers: Layers, index: number | null): string {
  const layer = index === null ? undefined : layers[index];
  return index === null || layer === undefined
    ? t('builder.input')
    : t('builder.layerTitle', { n: index + 1, name: layerKinds[layer.type].name });
}

function problemText(locale: Locale, layers: Layers, { code, layer, values }: ModelProblem): string {
  const { before, ...others } = values;
  return locale.t(`problems.${code}`, {
    ...others,
    layer: layerTitle(locale, layers, layer),
    before: layerTitle(locale, layers, typeof before === 'number' ? before - 1 : null),
  });
}

/** What pressing Fix will do. */
function fixText(locale: Locale, layers: Layers, fix: ModelFix): string {
  const { t } = locale;
  const layer = layerTitle(locale, layers, fix.layer);
  if (fix.type === 'remove') return t('fixes.remove', { layer });
  if (fix.type === 'insert') {
    return t('fixes.insert', { layer: `${layerKinds[fix.spec.type].name} ${layerDetail(fix.spec)}`.trim() });
  }
  switch (fix.field) {
    case 'returnSequences':
      return t(fix.value === true ? 'fixes.returnSequences' : 'fixes.lastState', { layer });
    case 'bidirectional':
      return t('fixes.forward', { layer });
    case 'task':
      return t('fixes.task', { task: t('tasks.regression') });
    default: {
      const key = `layerFields.${fix.field}`;
      const field = locale.has(key) ? t(key) : fix.field;
      const value = typeof fix.value === 'number' ? locale.number(fix.value) : String(fix.value);
      return fix.layer === null ? t('fixes.setInput', { field, value }) : t('fixes.set', { layer, field, value });
    }
  }
}

export function useProblemText() {
  const locale = useLocale();
  return {
    problemText: (layers: Layers, problem: ModelProblem) => problemText(locale, layers, problem),
    fixText: (layers: Layers, fix: ModelFix) => fixText(locale, layers, fix),
    layerTitle: (layers: Layers, index: number | null) => layerTitle(locale, layers, index),
  };
}
