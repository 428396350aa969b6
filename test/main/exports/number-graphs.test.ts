import { Tensor } from 'onnxruntime-web';
import { expect, it } from 'vitest';
import { GraphBuilder, type NumberGraph } from '../../../src-engine/interchange/numbers/number-graph.ts';
import { runNumberGraph, type GraphTensor } from '../../../src-engine/interchange/numbers/run-number-graph.ts';
import { addNumbers } from '../../../src-engine/interchange/onnx/onnx-numbers.ts';
import { OnnxGraph } from '../../../src-engine/interchange/onnx/onnx-graph.ts';
import { toBytes } from '../../../src-engine/interchange/onnx/protobuf.ts';
import { createStream } from '../../../src-engine/random/stream.ts';
import { openOnnx } from '../../../src-main/exports/onnx/run-onnx.ts';

/** A graph with every operation; its network adds one to what it reads. */
function everyOperation(): NumberGraph {
  const graph = new GraphBuilder();
  const values = graph.input({ name: 'values', type: 'float64', shape: [6, 2], description: 'Numbers.' });
  const time = graph.input({ name: 'time', type: 'float64', shape: [6], description: 'Unix seconds.' });
  const series = graph.input({ name: 'series', type: 'integer', shape: [], description: 'The place of the series.' });
  const logged = graph.unary('log', graph.binary('add', graph.unary('absolute', values), graph.number(1)));
  const level = graph.mean(logged, 0);
  const scaled = graph.binary('divide', graph.binary('subtract', logged, level), graph.number(3));
  const phase = graph.affine(graph.reshape(time, [6, 1]), [7.3e-5, 7.3e-5], [0, Math.PI / 2]);
  const read = graph.concat([scaled, graph.unary('sin', phase)], 1);
  const own = graph.reshape(graph.lookup(series, graph.constant([1, 2, 3, 4], [2, 2])), [1, 2]);
  const network = graph.network(read, [6, 4]);
  const pair = graph.slice(graph.gather(network, 1, [3, 0, 1]), 1, 0, 2);
  const joined = graph.product(graph.binary('multiply', pair, own), [1, 2, 3, -4, 5, 6], [2, 3]);
  const bounded = graph.binary('smallest', graph.binary('largest', joined, graph.number(-5)), graph.number(50));
  const rounded = graph.unary('floor', graph.softplus(graph.slice(bounded, 0, 0, 3)));
  graph.output('bounded', graph.unary('known', bounded), 'Between two numbers.');
  graph.output('rounded', graph.unary('sqrt', graph.unary('exp', rounded)), 'Whole numbers before.');
  return graph.build();
}

const batch = 3;

function drawInputs(): Record<string, GraphTensor> {
  const random = createStream(0, 'numbers', 0);
  const draw = (length: number, scale: number) => Float64Array.from({ length }, () => scale * random.normal());
  return {
    values: { shape: [batch, 6, 2], values: draw(batch * 12, 1e6) },
    time: { shape: [batch, 6], values: draw(batch * 6, 1e3).map((seconds) => 1.7e9 + seconds) },
    series: { shape: [batch], values: Float64Array.of(1, 0, 1) },
  };
}

it('means the same in ONNX Runtime as in the studio', async () => {
  const graph = everyOperation();
  const inputs = drawInputs();
  const expected = await runNumberGraph(graph, inputs, async ({ shape, values }) => ({
    shape,
    values: values.map((value) => Math.fround(Math.fround(value) + 1)),
  }));

  const onnx = new OnnxGraph();
  const one = () => onnx.constant('one', { type: 'float32', shape: [1], content: Float32Array.of(1) });
  addNumbers(onnx, graph, (input) => onnx.add('Add', 'added', [input, one()]));
  const session = await openOnnx(toBytes(onnx.encode({ producer: '', description: '', metadata: {} })));
  const feeds = Object.entries(inputs).map(([name, { shape, values }]) => [
    name,
    name === 'series'
      ? new Tensor(
          'int64',
          BigInt64Array.from(values, (value) => BigInt(value)),
          shape,
        )
      : new Tensor('float64', values, shape),
  ]);
  const results = await session.run(Object.fromEntries(feeds) as Record<string, Tensor>);
  await session.release();

  expect(Object.keys(expected)).toEqual(['bounded', 'rounded']);
  for (const [name, { shape, values }] of Object.entries(expected)) {
    expect(results[name].dims).toEqual(shape);
    (results[name].data as Float32Array).forEach((value, n) => expect(value / values[n]).toBeCloseTo(1, 6));
  }
});

it('refuses what does not go together before anything is written', () => {
  const graph = new GraphBuilder();
  const values = graph.input({ name: 'values', type: 'float64', shape: [6, 2], description: 'Numbers.' });
  const time = graph.input({ name: 'time', type: 'float64', shape: [6], description: 'Unix seconds.' });
  expect(() => graph.binary('add', values, time)).toThrow('[6, 2] and [6] do not go together');
  expect(() => graph.binary('add', values, graph.constant([1, 2, 3]))).toThrow('do not go together');
  expect(() => graph.concat([values, graph.constant([1, 2], [1, 2])], 0)).toThrow('the same for the whole batch');
  expect(() => graph.product(values, [1, 2, 3], [3, 1])).toThrow('2 values do not go with 3 rows');
});
