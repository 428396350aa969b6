import type { BinaryOperation, GraphInput, GraphStep, NumberGraph, UnaryOperation } from '../numbers/number-graph.ts';
import { dataTypes, type OnnxGraph } from './onnx-graph.ts';

const unaryOperators: Record<Exclude<UnaryOperation, 'known'>, string> = {
  log: 'Log',
  exp: 'Exp',
  sin: 'Sin',
  sqrt: 'Sqrt',
  absolute: 'Abs',
  floor: 'Floor',
};

const binaryOperators: Record<BinaryOperation, string> = {
  add: 'Add',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'Div',
  largest: 'Max',
  smallest: 'Min',
};

/**
 * Adds what is computed from raw numbers around a network, in float64. `addNetwork` adds the network itself, given the
 * name of its input (B, T, F) in float32, and returns that of its outputs. Returns that name too.
 */
export function addNumbers(graph: OnnxGraph, numbers: NumberGraph, addNetwork: (input: string) => string): string {
  let signal = '';
  const addOnce = (input: string) => (signal = addNetwork(input));
  const names = new Map(numbers.inputs.map((input) => [input.name, addInput(graph, input)]));
  const named = (name: string) => names.get(name) ?? name;
  for (const step of numbers.steps) names.set(step.name, addStep(graph, step, named, addOnce));
  const steps = new Map(numbers.steps.map((step) => [step.name, step]));
  for (const { name, value, description } of numbers.outputs) {
    addCast(graph, name, named(value), 'float32');
    const shape = (steps.get(value)?.shape ?? []).map((extent, axis) => extent ?? extentName(axis));
    graph.output({ name, type: 'float32', shape: ['batch', ...shape], description });
  }
  return signal;
}

function extentName(axis: number): string {
  return axis === 0 ? 'time' : `extent${axis}`;
}

/** Returns the name under which steps read the input. */
function addInput(graph: OnnxGraph, { name, type, shape, description }: GraphInput): string {
  const extents = shape.map((extent, axis) => extent ?? extentName(axis));
  graph.input({
    name,
    type: type === 'integer' ? 'int64' : type,
    shape: ['batch', ...extents],
    description,
  });
  return type === 'float32' ? addCast(graph, `${name}.exact`, name, 'float64') : name;
}

function addCast(graph: OnnxGraph, name: string, from: string, type: keyof typeof dataTypes): string {
  return graph.add('Cast', name, [from], { to: dataTypes[type] });
}

/** Returns the name of the step's value. */
function addStep(
  graph: OnnxGraph,
  step: GraphStep,
  named: (name: string) => string,
  addNetwork: (input: string) => string,
): string {
  const { name } = step;
  switch (step.op) {
    case 'constant': {
      const shape = step.shape.map(Number);
      return graph.constant(name, { type: 'float64', shape, content: Float64Array.from(step.values) });
    }
    case 'slice': {
      const bounds = [step.from, step.to, step.axis + 1].map((value) => graph.integers(value));
      return graph.add('Slice', name, [named(step.of), ...bounds]);
    }
    case 'gather':
      return graph.add('Gather', name, [named(step.of), graph.integers(...step.places)], { axis: step.axis + 1 });
    case 'lookup':
      return graph.add('Gather', name, [named(step.table), named(step.of)], { axis: 0 });
    case 'concat':
      return graph.add('Concat', name, step.of.map(named), { axis: step.axis + 1 });
    case 'reshape':
      return graph.add('Reshape', name, [
        named(step.of),
        graph.integers(0, ...step.shape.map((extent) => extent ?? -1)),
      ]);
    case 'mean':
      return graph.add('ReduceMean', name, [named(step.of)], { axes: [step.axis + 1], keepdims: 1 });
    case 'product':
      return graph.add('MatMul', name, [named(step.of), named(step.matrix)]);
    case 'known': {
      const unknown = graph.add('IsNaN', `${name}.unknown`, [named(step.of)]);
      const zero = graph.constant('number/0', { type: 'float64', shape: [], content: Float64Array.of(0) });
      return graph.add('Where', name, [unknown, zero, named(step.of)]);
    }
    case 'network':
      return addCast(graph, name, addNetwork(addCast(graph, `${name}.input`, named(step.of), 'float32')), 'float64');
    case 'log':
    case 'exp':
    case 'sin':
    case 'sqrt':
    case 'absolute':
    case 'floor':
      return graph.add(unaryOperators[step.op], name, [named(step.of)]);
    default:
      return graph.add(binaryOperators[step.op], name, step.of.map(named));
  }
}
