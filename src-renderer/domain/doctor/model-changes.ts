import type { LayerSpec, ModelSpec } from '../../../src-engine/spec/model-spec.ts';
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
  const isSameStack =
    before.layers.length === after.layers.length &&
    before.layers.every(({ type }, index) => type === after.layers[index]?.type);
  if (isSameStack) {
    const changes = before.layers.flatMap((layer, index) =>
      layerChanges(layer, after.layers[index], index, before, locale),
    );
    return mergeLayers(changes, locale);
  }
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

interface LayerChange {
  layer: string;
  field: string;
  before: string;
  after: string;
}

/** Layers whose field changes in the same way share a line. */
function mergeLayers(changes: readonly LayerChange[], { t }: Locale): FixChange[] {
  const alike = Map.groupBy(changes, ({ field, before, after }) => JSON.stringify([field, before, after]));
  return [...alike.values()].map((group) => {
    const [{ field, before, after }] = group;
    const layer = group.map((each) => each.layer).join(t('doctor.fix.layersSeparator'));
    return { label: t('doctor.fix.ofLayer', { layer, field }), before, after };
  });
}

function layerChanges(
  before: LayerSpec,
  after: LayerSpec,
  index: number,
  model: ModelSpec,
  locale: Locale,
): LayerChange[] {
  const { t, has } = locale;
  const [old, changed] = [new Map(fieldsOf(before)), new Map(fieldsOf(after))];
  const differing = [...new Set([...old.keys(), ...changed.keys()])].filter(
    (field) => field !== 'id' && JSON.stringify(old.get(field)) !== JSON.stringify(changed.get(field)),
  );
  return differing.map((field) => {
    const key = `layerFields.${field}`;
    return {
      layer: layerName(String(index), model, t),
      field: has(key) ? t(key) : field,
      before: valueText(old.get(field), locale),
      after: valueText(changed.get(field), locale),
    };
  });
}

const fieldsOf = (layer: LayerSpec): [string, unknown][] => Object.entries(layer);

function valueText(value: unknown, { t, has, number }: Locale): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return number(value);
  const key = `initializers.${String(value)}`;
  return has(key) ? t(key) : String(value);
}
