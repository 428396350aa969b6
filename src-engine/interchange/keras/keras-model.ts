import { forecastNames } from '../numbers/forecast-names.ts';
import type { AffineMap } from '../numbers/affine-map.ts';
import { linearForecast, type LinearForecast } from '../numbers/linear-forecast.ts';
import { stepsOf, tableForm } from '../numbers/table-form.ts';
import type { ForecastSpec } from '../../spec/forecast-spec.ts';
import type { ForecastPreparation } from '../../spec/preparation-spec.ts';
import type { TrainedModel } from '../trained-model.ts';
import { inKerasOrder } from './keras-order.ts';
import { kerasNetwork, plain, type KerasDialect, type KerasLayer, type KerasNetwork } from './keras-network.ts';

/**
 * Resolves with a trained network as layers of Keras. Where it reads a table and all around it is linear, they take `values` (B, history,
 * columns) as they are in the table, and give `value`, `low`, `high` (B, horizon, targets) and `quantiles` (B, horizon, targets, levels).
 */
export async function kerasModel(trained: TrainedModel, dialect: KerasDialect): Promise<KerasNetwork> {
  const network = kerasNetwork(trained, dialect);
  const { preparation, model } = trained;
  if (preparation?.kind !== 'forecast' || model.forecast === undefined) return network;
  if (tableForm(trained)?.form !== 'layers') return network;
  return aroundNetwork(network, preparation, model.forecast);
}

async function aroundNetwork(
  { layers: chain }: KerasNetwork,
  preparation: ForecastPreparation,
  { head }: ForecastSpec,
): Promise<KerasNetwork> {
  const { history, columns, horizon, targets } = preparation;
  const linear = await linearForecast(preparation, head);
  const input = { name: forecastNames.values, shape: [history, columns.length], type: 'float32' as const };
  const before = readingLayers(linear, preparation);
  const inner = chain.map((layer, n) => ({
    ...layer,
    from: [n === 0 ? before[before.length - 1].name : chain[n - 1].name],
  }));
  const base = dense('table_base', linear.base, [flatName]);
  const { layers: ordered, names } = orderedLevels(linear, inner[inner.length - 1].name);
  const size = horizon * targets.length;
  const sums = names.map((name, n) => merged('Add', `table_quantile_${n}`, [size], [base.name, name]));
  const { layers: told, outputs } = outputLayers(
    linear.levels,
    sums.map(({ name }) => name),
    [horizon, targets.length],
  );
  const layers = [...before, ...inner, base, ...ordered, ...sums, ...told];
  const trained = { first: inner[0].name, last: inner[inner.length - 1].name };
  return { input, layers: inKerasOrder(layers, outputs), outputs, trained };
}

const flatName = 'table_flat';

/**
 * Returns layers that take off what is the same for all values of a column before anything is multiplied: a batch normalisation with a
 * variance of 1 only subtracts, which is exact in float32 for values near the mean however large they are.
 */
function readingLayers({ centre, read }: LinearForecast, preparation: ForecastPreparation): KerasLayer[] {
  const { history, columns, inputs } = preparation;
  const count = columns.length;
  const config = { trainable: false, axis: -1, momentum: 0.99, epsilon: 1e-8, center: false, scale: false };
  const centring: KerasLayer = {
    ...plain('BatchNormalization', 'table_centre', [history, count], config),
    weights: [
      { shape: [count], values: Float32Array.from(centre) },
      { shape: [count], values: new Float32Array(count).fill(1) },
    ],
    from: [forecastNames.values],
  };
  return [
    centring,
    reshape(flatName, [history * count], centring.name),
    dense('table_read', read, [flatName]),
    reshape('table_steps', [stepsOf(preparation), inputs.length], 'table_read'),
  ];
}

/** None lies beyond the one that is nearer to the median. `names` are those of the layers that tell each level. */
function orderedLevels({ leftOver, levels }: LinearForecast, told: string): { layers: KerasLayer[]; names: string[] } {
  const said = leftOver.map((map, n) => dense(`table_level_${n}`, map, [told]));
  const names = said.map(({ name }) => name);
  const order: KerasLayer[] = [];
  const middle = levels.indexOf(0.5);
  const bound = (className: 'Minimum' | 'Maximum', n: number, nearer: number) => {
    const layer = merged(className, `table_order_${n}`, said[n].outputShape, [names[n], names[nearer]]);
    order.push(layer);
    names[n] = layer.name;
  };
  for (let n = middle - 1; n >= 0; n--) bound('Minimum', n, n + 1);
  for (let n = middle + 1; n < levels.length; n++) bound('Maximum', n, n - 1);
  return { layers: [...said, ...order], names };
}

/** The outputs have the names and the order that they have in every format. */
function outputLayers(
  levels: readonly number[],
  sums: readonly string[],
  shape: [horizon: number, targets: number],
): { layers: KerasLayer[]; outputs: string[] } {
  const last = levels.length - 1;
  const band =
    last === 0 ? [] : [reshape(forecastNames.low, shape, sums[0]), reshape(forecastNames.high, shape, sums[last])];
  const named = [reshape(forecastNames.value, shape, sums[levels.indexOf(0.5)]), ...band];
  const outputs = [...named.map(({ name }) => name), forecastNames.quantiles];
  if (last === 0) return { layers: [...named, reshape(forecastNames.quantiles, [...shape, 1], sums[0])], outputs };
  const single = sums.map((sum, n) => reshape(`table_part_${n}`, [...shape, 1], sum));
  const joined: KerasLayer = {
    ...plain('Concatenate', forecastNames.quantiles, [...shape, levels.length], { axis: -1 }),
    from: single.map(({ name }) => name),
  };
  return { layers: [...named, ...single, joined], outputs };
}

function dense(name: string, { kernel, bias, rows, columns }: AffineMap, from: string[]): KerasLayer {
  const config = { trainable: false, units: columns, activation: 'linear', use_bias: true };
  return {
    ...plain('Dense', name, [columns], config),
    weights: [
      { shape: [rows, columns], values: kernel },
      { shape: [columns], values: bias },
    ],
    from,
  };
}

function reshape(name: string, shape: number[], from: string): KerasLayer {
  return { ...plain('Reshape', name, shape, { target_shape: shape }), from: [from] };
}

function merged(
  className: 'Add' | 'Minimum' | 'Maximum',
  name: string,
  shape: (number | null)[],
  from: string[],
): KerasLayer {
  return { ...plain(className, name, shape, {}), from };
}
