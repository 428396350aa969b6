import { isRecurrent, type CellVariable, type RecurrentLayerSpec } from '../../../src-engine/cells/index.ts';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.ts';
import type { Locale } from '../../locales/use-locale.ts';
import { layerName } from '../models/layer-name.ts';
import { explainedVariables, variableOf, type Variable } from './cell-variables.ts';

/** One recurrent layer in one direction. */
export interface RecurrentLoop {
  /** `<layer index>`, bidirectional `<index>.forward`, `<index>.backward`. */
  name: string;
  layer: RecurrentLayerSpec;
}

export function recurrentLoops(model: ModelSpec): RecurrentLoop[] {
  return model.layers.flatMap((layer, index) => {
    if (!isRecurrent(layer)) return [];
    const names = layer.bidirectional === null ? [`${index}`] : [`${index}.forward`, `${index}.backward`];
    return names.map((name) => ({ name, layer }));
  });
}

/** The variables of a loop in the order in which a person is told about them. */
export const variablesOf = (loop: RecurrentLoop | null): Variable[] =>
  loop === null ? [] : explainedVariables(loop.layer.type);

/** The variable of a loop that a record about this model names. Throws when the model has no such loop or its cell no such variable. */
export function loopVariable(model: ModelSpec, { loop, variable }: { loop: string; variable: CellVariable }): Variable {
  const layer = model.layers[Number(loop.split('.')[0])];
  if (!isRecurrent(layer)) throw new Error(`${loop} is no recurrent layer.`);
  return variableOf(layer.type, variable);
}

export const loopOptions = (model: ModelSpec, t: Locale['t']): { value: string; label: string }[] =>
  recurrentLoops(model).map(({ name }) => ({ value: name, label: layerName(name, model, t) }));
