import { describe, expect, it } from 'vitest';
import type { Backend, Tensor } from '../../../../src-engine/backends/backend.ts';
import type { CellLoops } from '../../../../src-engine/cells/build/loops.ts';
import { relativeError } from '../../../../src-engine/backends/op-cases.ts';
import { createReferenceBackend } from '../../../../src-engine/backends/reference/reference-backend.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';

const [T, B, H] = [5, 2, 3];
const BLOCK = B * H;

interface Loop {
  backend: Backend;
  random(shape: readonly number[]): Tensor;
  read(tensor: Tensor): Promise<number[]>;
}

function createLoop(): Loop {
  const backend = createReferenceBackend();
  const stream = createStream(7, 'time loops', 0);
  return {
    backend,
    random(shape) {
      const tensor = backend.tensor(shape);
      const values = Array.from({ length: tensor.size }, () => 2 * stream.uniform() - 1);
      backend.write(tensor, values);
      return tensor;
    },
    read: async (tensor) => [...(await backend.read(tensor))],
  };
}

function common({ random }: Loop, gates: number) {
  return {
    recurrent: random([H, gates * H]),
    lengths: null,
    resets: null,
    reverse: false,
    recurrentMask: null,
    activation: 'tanh' as const,
    recurrentActivation: 'sigmoid' as const,
    h: random([T + 1, B, H]),
    override: null,
  };
}

function rnn(loop: Loop): CellLoops['simple_rnn']['forward'] {
  return { ...common(loop, 1), z: loop.random([T, B, H]) };
}

function lstm(loop: Loop): CellLoops['lstm']['forward'] {
  const { random } = loop;
  return {
    ...common(loop, 4),
    gates: random([T, B, 4 * H]),
    c: random([T + 1, B, H]),
    cellActivation: random([T, B, H]),
  };
}

function gru(loop: Loop): CellLoops['gru']['forward'] {
  const { random } = loop;
  return {
    ...common(loop, 3),
    gates: random([T, B, 3 * H]),
    recurrentBias: random([3 * H]),
    recurrentCandidate: random([T, B, H]),
  };
}

/** Steps `first` … T−1 of a tensor with one block a step. */
function tail({ backend }: Loop, tensor: Tensor, first: number, width = H): Tensor {
  return backend.view(tensor, first * B * width, [T - first, B, width]);
}

/** The states around steps `first` … T−1. */
function tailStates({ backend }: Loop, states: Tensor, first: number): Tensor {
  return backend.view(states, first * BLOCK, [T - first + 1, B, H]);
}

/** ∂L/∂h_t as recorded is what the steps after t give back for their initial state, plus what comes in at t itself. */
describe('recorded gradients are the gradients of a loop that begins there', () => {
  const blockAt = (values: readonly number[], t: number): number[] => values.slice(t * BLOCK, (t + 1) * BLOCK);
  const sum = (a: readonly number[], b: readonly number[]): number[] => a.map((value, n) => value + b[n]);

  it('in an RNN', async () => {
    const loop = createLoop();
    const { backend, random, read } = loop;
    const args = rnn(loop);
    backend.loop('simple_rnn', 'forward', args);
    const dOut = random([T, B, H]);
    const atEnd = await read(random([B, H]));
    const back = async (first: number, recordDHidden: Tensor | null): Promise<number[]> => {
      const dHidden = backend.tensor([B, H]);
      backend.write(dHidden, atEnd);
      backend.loop('simple_rnn', 'backward', {
        ...args,
        h: tailStates(loop, args.h, first),
        dOut: tail(loop, dOut, first),
        dHidden,
        dRecurrent: backend.tensor([H, H]),
        recordDHidden,
        dZ: backend.tensor([T - first, B, H]),
      });
      return read(dHidden);
    };
    const record = backend.tensor([T, B, H]);
    await back(0, record);
    const recorded = await read(record);
    for (let t = 0; t < T - 1; t++) {
      const expected = sum(await back(t + 1, null), blockAt(await read(dOut), t));
      expect(relativeError(blockAt(recorded, t), expected)).toBeLessThan(1e-14);
    }
    expect(blockAt(recorded, T - 1)).toEqual(sum(atEnd, blockAt(await read(dOut), T - 1)));
  });

  it('in a GRU', async () => {
    const loop = createLoop();
    const { backend, random, read } = loop;
    const args = gru(loop);
    backend.loop('gru', 'forward', args);
    const dOut = random([T, B, H]);
    const back = async (first: number, recordDHidden: Tensor | null): Promise<number[]> => {
      const dHidden = backend.tensor([B, H]);
      backend.loop('gru', 'backward', {
        ...args,
        h: tailStates(loop, args.h, first),
        gates: tail(loop, args.gates, first, 3 * H),
        recurrentCandidate: tail(loop, args.recurrentCandidate, first),
        dOut: tail(loop, dOut, first),
        dHidden,
        dRecurrent: backend.tensor([H, 3 * H]),
        recordDHidden,
        dGates: backend.tensor([T - first, B, 3 * H]),
        dRecurrentGates: backend.tensor([T - first, B, 3 * H]),
        dRecurrentBias: backend.tensor([3 * H]),
      });
      return read(dHidden);
    };
    const record = backend.tensor([T, B, H]);
    await back(0, record);
    const recorded = await read(record);
    for (let t = 0; t < T - 1; t++) {
      const expected = sum(await back(t + 1, null), blockAt(await read(dOut), t));
      expect(relativeError(blockAt(recorded, t), expected)).toBeLessThan(1e-14);
    }
  });

  it('in an LSTM, for the cell state with its way through h_t', async () => {
    const loop = createLoop();
    const { backend, random, read } = loop;
    const args = lstm(loop);
    backend.loop('lstm', 'forward', args);
    const dOut = random([T, B, H]);
    const back = async (first: number, recordDHidden: Tensor | null, recordDCell: Tensor | null) => {
      const [dHidden, dCell] = [backend.tensor([B, H]), backend.tensor([B, H])];
      backend.loop('lstm', 'backward', {
        ...args,
        h: tailStates(loop, args.h, first),
        c: tailStates(loop, args.c, first),
        gates: tail(loop, args.gates, first, 4 * H),
        cellActivation: tail(loop, args.cellActivation, first),
        dOut: tail(loop, dOut, first),
        dHidden,
        dCell,
        dRecurrent: backend.tensor([H, 4 * H]),
        recordDHidden,
        recordDCell,
        dGates: backend.tensor([T - first, B, 4 * H]),
      });
      return { dHidden: await read(dHidden), dCell: await read(dCell) };
    };
    const [recordH, recordC] = [backend.tensor([T, B, H]), backend.tensor([T, B, H])];
    await back(0, recordH, recordC);
    const [recordedH, recordedC] = [await read(recordH), await read(recordC)];
    const [gates, cellActivation] = [await read(args.gates), await read(args.cellActivation)];
    for (let t = 0; t < T - 1; t++) {
      const later = await back(t + 1, null, null);
      const dHidden = sum(later.dHidden, blockAt(await read(dOut), t));
      expect(relativeError(blockAt(recordedH, t), dHidden)).toBeLessThan(1e-14);
      // h_t = o·tanh(c_t)
      const throughH = dHidden.map((value, n) => {
        const [b, unit] = [Math.floor(n / H), n % H];
        const o = gates[(t * B + b) * 4 * H + 3 * H + unit];
        return value * o * (1 - cellActivation[t * BLOCK + n] ** 2);
      });
      expect(relativeError(blockAt(recordedC, t), sum(later.dCell, throughH))).toBeLessThan(1e-14);
    }
  });
});

describe('override', () => {
  it('holds a unit of a SimpleRNN at its value, and lets the others see it', async () => {
    const loop = createLoop();
    const { backend, read } = loop;
    const args = rnn(loop);
    const [z, recurrent, initial] = [await read(args.z), await read(args.recurrent), await read(args.h)];
    const override = backend.tensor([1, H]);
    backend.write(override, [NaN, 0.25, NaN]);
    backend.loop('simple_rnn', 'forward', { ...args, override });
    let before = initial.slice(0, BLOCK);
    for (let t = 0; t < T; t++) {
      const h = (await read(args.h)).slice((t + 1) * BLOCK, (t + 2) * BLOCK);
      h.forEach((value, n) => {
        const [b, unit] = [Math.floor(n / H), n % H];
        const sum = [0, 1, 2].reduce(
          (total, k) => total + before[b * H + k] * recurrent[k * H + unit],
          z[t * BLOCK + n],
        );
        expect(value).toBeCloseTo(unit === 1 ? 0.25 : Math.tanh(sum), 14);
      });
      before = h;
    }
  });

  it('holds a unit of any LSTM row at its value, and all that follows from it', async () => {
    const loop = createLoop();
    const { backend, read } = loop;
    const rows = { i: 0, f: 1, candidate: 2, o: 3, c: 4, h: 5 };
    for (const [row, index] of Object.entries(rows)) {
      const args = lstm(loop);
      const override = backend.tensor([6, H]);
      backend.fill(override, NaN);
      backend.fill(backend.view(override, index * H + 1, [1]), 0.25);
      const before = (await read(args.c)).slice(0, BLOCK);
      backend.loop('lstm', 'forward', { ...args, override });
      const [gates, h, c] = [await read(args.gates), await read(args.h), await read(args.c)];
      for (let t = 0; t < T; t++) {
        for (let b = 0; b < B; b++) {
          const gate = (n: number): number => gates[(t * B + b) * 4 * H + n * H + 1];
          const at = (t + 1) * BLOCK + b * H + 1;
          const previous = t === 0 ? before[b * H + 1] : c[at - BLOCK];
          if (index < 4) expect(gate(index)).toBe(0.25);
          expect(c[at]).toBeCloseTo(row === 'c' ? 0.25 : gate(1) * previous + gate(0) * gate(2), 14);
          expect(h[at]).toBeCloseTo(row === 'h' ? 0.25 : gate(3) * Math.tanh(c[at]), 14);
        }
      }
    }
  });

  it('holds a unit of any GRU row at its value, and all that follows from it', async () => {
    const loop = createLoop();
    const { backend, read } = loop;
    const rows = { z: 0, r: 1, candidate: 2, h: 3 };
    for (const [row, index] of Object.entries(rows)) {
      const args = gru(loop);
      const override = backend.tensor([4, H]);
      backend.fill(override, NaN);
      backend.fill(backend.view(override, index * H + 1, [1]), 0.25);
      const input = await read(args.gates);
      backend.loop('gru', 'forward', { ...args, override });
      const [gates, h, u] = [await read(args.gates), await read(args.h), await read(args.recurrentCandidate)];
      for (let t = 0; t < T; t++) {
        for (let b = 0; b < B; b++) {
          const gate = (n: number): number => gates[(t * B + b) * 3 * H + n * H + 1];
          const at = (t + 1) * BLOCK + b * H + 1;
          const candidate = Math.tanh(input[(t * B + b) * 3 * H + 2 * H + 1] + gate(1) * u[at - BLOCK]);
          if (index < 3) expect(gate(index)).toBe(0.25);
          if (row !== 'candidate') expect(gate(2)).toBeCloseTo(candidate, 14);
          const ownState = gate(0) * h[at - BLOCK] + (1 - gate(0)) * gate(2);
          expect(h[at]).toBeCloseTo(row === 'h' ? 0.25 : ownState, 14);
        }
      }
    }
  });
});

describe('a recurrent mask', () => {
  it('of zeros cuts the recurrent product, and leaves what passes by it', async () => {
    const loop = createLoop();
    const { backend, read } = loop;
    const args = gru(loop);
    const [gates, h] = [await read(args.gates), await read(args.h)];
    backend.loop('gru', 'forward', { ...args, recurrentMask: backend.tensor([B, H]) });
    const masked = await read(args.h);
    backend.write(args.gates, gates);
    backend.write(args.h, h);
    backend.loop('gru', 'forward', { ...args, recurrent: backend.tensor([H, 3 * H]) });
    expect(masked).toEqual(await read(args.h));
  });
});
