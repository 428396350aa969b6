import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import {
  layerDifferences,
  layerPlaces,
  type LayerDifference,
} from '../../../src-main/contract/doctor/layer-differences.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { describeModel } from '../models/describe-model.ts';
import { layerName } from '../models/layer-name.ts';

/** One setting that a fix changes, with its values in both trainings. */
export interface FixChange {
  label: string;
  before: string;
  after: string;
}

/**
 * Returns the differences of a network from an earlier one: field by field where both have the same layers, or else in
 * one line.
 */
export function modelChanges(before: ModelSpec, after: ModelSpec, locale: Locale): FixChange[] {
  const { t, integer } = locale;
  const differences = layerDifferences(before, after);
  if (differences !== null) return differences.map((each) => changeOf(each, before, locale));
  const [one, other] = [describeModel(before), describeModel(after)];
  if (one !== other) return [{ label: t('runs.column.model'), before: one, after: other }];
  if (dropoutOf(before) !== dropoutOf(after)) {
    const rate = (model: ModelSpec) => locale.number(dropoutOf(model));
    return [{ label: t('terms.dropout.name'), before: rate(before), after: rate(after) }];
  }
  return [{ label: t('compare.layers'), before: integer(before.layers.length), after: integer(after.layers.length) }];
}

/** The highest dropout rate of a stack; 0 means that it has no dropout layer. */
const dropoutOf = ({ layers }: ModelSpec) =>
  Math.max(0, ...layers.map((layer) => (layer.type === 'dropout' ? layer.rate : 0)));

function changeOf({ field, before, after, layers }: LayerDifference, model: ModelSpec, locale: Locale): FixChange {
  const { t, has } = locale;
  const key = `layerFields.${field}`;
  const layer =
    layers.length === 1
      ? layerName(String(layers[0]), model, t)
      : t('doctor.fix.layers', {
          numbers: layerPlaces(layers, t('doctor.fix.layersDash')).join(t('doctor.fix.layersSeparator')),
        });
  return {
    label: t('doctor.fix.ofLayer', { layer, field: has(key) ? t(key) : field }),
    before: valueText(before, locale),
    after: valueText(after, locale),
  };
}

function valueText(value: unknown, { t, has, number }: Locale): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return number(value);
  const key = `initializers.${String(value)}`;
  return has(key) ? t(key) : String(value);
}
