import type { ModelFix } from '../../../../src-engine/models/model-fix.ts';
import { problemDetails, type ModelProblem } from '../../../../src-engine/models/model-problem.ts';
import type { LayerSpec } from '../../../../src-engine/spec/model-spec.ts';
import { layerTitle as titleOf, modelProblemText } from '../../../locales/model-problem-text.ts';
import { useLocale, type Locale } from '../../../locales/use-locale.ts';
import { layerDetail, layerKind } from './layer-kinds.ts';

type Layers = readonly LayerSpec[];

/** `Layer 2 (LSTM)`; of an index without a layer, the input. */
const layerTitle = (locale: Locale, layers: Layers, index: number | null): string =>
  titleOf(locale, (index ?? 0) + 1, index === null ? undefined : layers[index]?.type);

const problemText = (locale: Locale, layers: Layers, problem: ModelProblem): string =>
  modelProblemText(locale, problemDetails({ layers }, problem)) ?? problem.message;

/** Describes the effect of pressing Fix. */
function fixText(locale: Locale, layers: Layers, fix: ModelFix): string {
  const { t } = locale;
  const layer = layerTitle(locale, layers, fix.layer);
  if (fix.type === 'remove') return t('fixes.remove', { layer });
  if (fix.type === 'insert') {
    return t('fixes.insert', { layer: `${layerKind(fix.spec.type).name} ${layerDetail(fix.spec)}`.trim() });
  }
  switch (fix.field) {
    case 'returnSequences':
      return t(fix.value === true ? 'fixes.returnSequences' : 'fixes.lastState', { layer });
    case 'bidirectional':
      return t('fixes.forward', { layer });
    case 'tied':
      return t('fixes.untie', { layer });
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
