import { addWeights, matrixWeights } from '../../interchange/onnx/stored-weights.ts';
import type { OnnxLoop } from '../onnx-cell.ts';
import type { MinGruSpec } from './facts.ts';

/** Gates and candidates of all steps come before the loop, which is left with h + z ⊙ (h̃ − h). */
export const minGruInOnnx: OnnxLoop<MinGruSpec> = {
  project(graph, { prefix, parameter, input }) {
    const named = (part: string) => `${prefix}${part}`;
    const kernel = addWeights(graph, named('kernel'), matrixWeights(parameter('kernel')));
    const bias = graph.constant(named('bias'), matrixWeights(parameter('bias')).tensor);
    const product = graph.add('MatMul', named('product'), [input, kernel]);
    const sums = [named('gate_sum'), named('candidate_sum')];
    graph.addMany('Split', sums, [graph.add('Add', named('biased'), [product, bias])], { axis: -1 });
    const z = graph.add('Sigmoid', named('gate'), [sums[0]]);
    // g(a) = max(a, 0) + σ(min(a, 0)).
    const above = graph.add('Relu', named('above'), [sums[1]]);
    const below = graph.add('Sigmoid', named('below'), [graph.add('Sub', named('negative'), [sums[1], above])]);
    return { sequences: [z, graph.add('Add', named('candidate'), [above, below])], constants: {} };
  },

  step(body, { prefix, sequences: [z, candidate], states: { h } }) {
    const difference = body.add('Sub', `${prefix}difference`, [candidate, h]);
    const written = body.add('Mul', `${prefix}written`, [z, difference]);
    return { h: body.add('Add', `${prefix}h`, [h, written]) };
  },
};
