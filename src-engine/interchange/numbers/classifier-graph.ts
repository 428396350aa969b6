import { layerShapes } from '../../models/layer-shapes.ts';
import type { ModelSpec } from '../../spec/model-spec.ts';
import type { SequencePreparation } from '../../spec/preparation-spec.ts';
import { forecastNames } from './forecast-names.ts';
import { addIndicator } from './indicator.ts';
import { GraphBuilder, type GraphValue, type NumberGraph } from './number-graph.ts';

/**
 * Returns what leads from sequences of rows, `values` (B, T, columns), to a classifier's input. Its outputs are scores, and
 * mean what those of other classifiers mean.
 */
export function classifierGraph(preparation: SequencePreparation, model: ModelSpec): NumberGraph {
  const graph = new GraphBuilder();
  const { size } = layerShapes(model).outputs[model.layers.length - 1];
  graph.network(addSequences(graph, preparation), [size]);
  return graph.build();
}

/** Returns what a classifier learns from: what it reads, (B, T, inputs). */
export function trainingClassifierGraph(preparation: SequencePreparation): NumberGraph {
  const graph = new GraphBuilder();
  graph.output('read', addSequences(graph, preparation), 'What the network reads.');
  return graph.build();
}

function addSequences(graph: GraphBuilder, { columns }: SequencePreparation): GraphValue {
  const names = columns.map(({ name }) => name).join(', ');
  const values = graph.input({
    name: forecastNames.values,
    type: 'float32',
    shape: [null, columns.length],
    description: `The rows of each sequence as they are in the table, padded to the longest. Columns: ${names}.`,
  });
  const channels = columns.flatMap(({ categories, scale }, column) => {
    const own = graph.slice(values, 1, column, column + 1);
    if (categories !== null) return categories.map((_, category) => addIndicator(graph, own, category));
    const centred = graph.binary('subtract', own, graph.number(scale.mean));
    return [graph.binary('divide', centred, graph.number(scale.deviation))];
  });
  // A value that is not known is read as the mean, or as none of the categories.
  return graph.unary('known', graph.concat(channels, 1));
}
