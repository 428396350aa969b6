import { describe, expect, it } from 'vitest';
import type { Backend, Tensor } from '../../../../src-engine/backends/backend.ts';
import { relativeError } from '../../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import golden from '../../../golden/packed-sequences.json' with { type: 'json' };

const [T, B, I, H] = [5, 4, 2, 3];
const GATES = { rnn: 1, lstm: 4, gru: 3 };

type Kind = keyof typeof GATES;
type Direction = (typeof golden.layers)[Kind]['forward'];

function tensorOf(backend: Backend, shape: readonly number[], values: readonly unknown[]): Tensor {
  const tensor = backend.tensor(shape);
  backend.write(tensor, flat(values));
  return tensor;
}

function flat(values: readonly unknown[]): number[] {
  return values.flat(3).map(Number);
}

function add(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, n) => value + b[n]);
}

/** Runs one direction of a layer, forward and backward, on PyTorch's numbers. `dx` (T, B, I) is what it adds to the inputs' gradient. */
async function run(backend: Backend, kind: Kind, values: Direction, x: Tensor, reverse: boolean, dx: Tensor) {
  const width = GATES[kind] * H;
  const { parameters } = values;
  const kernel = tensorOf(backend, [I, width], parameters.kernel);
  // PyTorch has two biases everywhere; only the GRU's candidate tells them apart.
  const two = kind === 'gru' ? parameters.bias : add(parameters.bias, parameters.recurrent_bias);
  const bias = tensorOf(backend, [width], two);
  const gates = backend.tensor([T, B, width]);
  backend.linearForward({ x, kernel, bias, out: gates });

  const lengths = backend.tensor([B], 'int32');
  backend.write(lengths, golden.lengths);
  const initial = (state: readonly unknown[]): Tensor => {
    const blocks = backend.tensor([T + 1, B, H]);
    backend.write(backend.view(blocks, reverse ? T * B * H : 0, [B, H]), flat(state));
    return blocks;
  };
  const loop = {
    recurrent: tensorOf(backend, [H, width], parameters.recurrent),
    lengths,
    resets: null,
    reverse,
    recurrentMask: null,
    activation: 'tanh' as const,
    recurrentActivation: 'sigmoid' as const,
    h: initial(values.h0),
    gates,
    override: null,
  };
  const back = {
    ...loop,
    dOut: tensorOf(backend, [T, B, H], values.output_weights),
    dHidden: tensorOf(backend, [B, H], values.hidden_weights),
    dRecurrent: backend.tensor([H, width]),
    recordDHidden: null,
    dGates: gates,
  };
  const c = initial(values.c0);
  const cellActivation = backend.tensor([T, B, H]);
  const dCell = tensorOf(backend, [B, H], values.cell_weights);
  const recurrentBias = tensorOf(backend, [width], parameters.recurrent_bias);
  const dRecurrentBias = backend.tensor([width]);

  if (kind === 'rnn') {
    backend.loop('simple_rnn', 'forward', { ...loop, z: gates });
    backend.loop('simple_rnn', 'backward', { ...back, dZ: gates });
  } else if (kind === 'lstm') {
    backend.loop('lstm', 'forward', { ...loop, c, cellActivation });
    backend.loop('lstm', 'backward', { ...back, c, cellActivation, dCell, recordDCell: null });
  } else {
    const gru = { recurrentBias, recurrentCandidate: cellActivation };
    backend.loop('gru', 'forward', { ...loop, ...gru });
    backend.loop('gru', 'backward', {
      ...back,
      ...gru,
      dRecurrentGates: backend.tensor([T, B, width]),
      dRecurrentBias,
    });
  }
  const dKernel = backend.tensor([I, width]);
  const dBias = backend.tensor([width]);
  backend.linearBackward({ x, kernel, dOut: gates, dKernel, dBias, dX: dx, accumulateDX: true });

  const states = backend.view(loop.h, reverse ? 0 : B * H, [T, B, H]);
  const read = async (tensor: Tensor): Promise<number[]> => [...(await backend.read(tensor))];
  return {
    // PyTorch writes zeros past a sequence's end, where our states are copied through.
    output: (await read(states)).map((value, n) => {
      const [t, b] = [Math.floor(n / (B * H)), Math.floor(n / H) % B];
      return t < golden.lengths[b] ? value : 0;
    }),
    h_n: await read(backend.view(loop.h, reverse ? 0 : T * B * H, [B, H])),
    c_n: await read(backend.view(c, reverse ? 0 : T * B * H, [B, H])),
    kernel: await read(dKernel),
    recurrent: await read(back.dRecurrent),
    bias: await read(dBias),
    recurrent_bias: await read(kind === 'gru' ? dRecurrentBias : dBias),
    dh0: await read(back.dHidden),
    dc0: await read(dCell),
  };
}

describe.each(['rnn', 'lstm', 'gru'] as const)('%s on sequences of several lengths', (kind) => {
  it('gives the outputs, states and gradients of PyTorch, in both directions', async () => {
    const backend = createReferenceBackend();
    const layer = golden.layers[kind];
    const x = tensorOf(backend, [T, B, I], layer.x);
    const dx = backend.tensor([T, B, I]);
    for (const direction of ['forward', 'backward'] as const) {
      const values = layer[direction];
      const actual = await run(backend, kind, values, x, direction === 'backward', dx);
      const { gradients, output, h_n, c_n, dh0, dc0 } = values;
      const expected = { ...gradients, output, h_n, dh0, ...(dc0 !== null && { c_n, dc0 }) };
      for (const [name, numbers] of Object.entries(expected)) {
        const error = relativeError(actual[name as keyof typeof actual], flat(numbers));
        expect(error, `${direction} ${name}`).toBeLessThan(1e-12);
      }
    }
    expect(relativeError([...(await backend.read(dx))], flat(layer.dx))).toBeLessThan(1e-12);
  });
});
