import type { GraphBuilder, GraphValue } from './number-graph.ts';

/** 1 where a value is this whole number, 0 where it is another one. */
export function addIndicator(graph: GraphBuilder, value: GraphValue, category: number): GraphValue {
  const distance = graph.unary('absolute', graph.binary('subtract', value, graph.number(category)));
  const closeness = graph.binary('subtract', graph.number(1), distance);
  return graph.binary('largest', closeness, graph.number(0));
}
