import { caseValues, floatTensor } from '../../backends/op-cases/case-values.ts';
import { everyday, withoutDifferences } from '../../backends/op-cases/op-case.ts';
import type { OpCase } from '../../backends/op-cases/op-case.ts';
import {
  blockedLoop,
  everydayLoop,
  joinGates,
  loopName,
  loopOptions,
  loopValues,
  recurrentWork,
  stateOffsets,
  stepArguments,
  stepBackwardArguments,
  stepDifferentiation,
  stepTensors,
} from '../../backends/op-cases/time-loop-cases.ts';
import type { LoopOptions } from '../../backends/op-cases/time-loop-cases.ts';

interface SlstmOptions extends LoopOptions {
  heads: number;
  /** True when the states begin at 0, as those of a text do; then h is not differentiable by n. */
  fresh: boolean;
}

function slstmCase(options: SlstmOptions): OpCase {
  const { heads, fresh, steps, batch, units, padded, resets, recorded, inPlace } = options;
  const name = [`${loopName('slstm', options, [])}, ${heads} heads`, ...(fresh ? ['fresh'] : [])].join(', ');
  const skipsSteps = padded || resets;
  const { loss, gradients } = stepDifferentiation(options);
  const { initial } = stateOffsets(options);
  const size = units / heads;
  const dGates = inPlace ? 'gates' : 'dGates';
  return {
    name,
    ops: ['loop'],
    tensors() {
      const { draw, gate, candidate } = loopValues(name, options, true);
      const blocks = [steps + 1, batch, units];
      const state = (low: number, high: number) => {
        const values = [...draw.uniform(blocks, low, high).values];
        if (fresh) values.fill(0, initial, initial + batch * units);
        return floatTensor(blocks, values);
      };
      // The exponents of both gates are on either side of each other.
      const gates = joinGates(
        options,
        [gate(), gate(), candidate(), gate()].map((values) => values.map((x) => 2 * x)),
      );
      const limit = 1.5 / Math.sqrt(size);
      return {
        ...stepTensors(options, draw),
        ...(fresh && { h: state(-1, 1) }),
        recurrent: draw.uniform([heads, size, 4 * size], -limit, limit),
        dRecurrent: draw.uniform([heads, size, 4 * size]),
        dBias: draw.uniform([4 * units]),
        gates,
        c: state(-1, 1),
        n: state(0.6, 1.5),
        m: state(-1, 1),
        forgetSlope: draw.uniform([steps, batch, units]),
        dCell: floatTensor([batch, units], new Array<number>(batch * units).fill(0)),
        dNormaliser: floatTensor([batch, units], new Array<number>(batch * units).fill(0)),
        ...(!inPlace && { dGates: draw.uniform(gates.shape) }),
        ...(recorded && {
          recordDCell: draw.uniform([steps, batch, units]),
          recordDNormaliser: draw.uniform([steps, batch, units]),
        }),
      };
    },
    forward(backend, tensors) {
      const { recurrent, c, n, m, gates, forgetSlope, override = null } = tensors;
      const own = { recurrent, c, n, m, gates, forgetSlope, override };
      backend.loop('slstm', 'forward', { ...stepArguments(options, tensors), ...own });
    },
    backward(backend, tensors) {
      const {
        recurrent,
        c,
        n,
        m,
        gates,
        forgetSlope,
        dCell,
        dNormaliser,
        dRecurrent,
        dBias,
        recordDCell = null,
        recordDNormaliser = null,
      } = tensors;
      backend.loop('slstm', 'backward', {
        ...stepArguments(options, tensors),
        ...stepBackwardArguments(tensors),
        ...{ recurrent, c, n, m, gates, forgetSlope, dCell, dNormaliser, dRecurrent, dBias },
        ...{ recordDCell, recordDNormaliser },
        dGates: tensors[dGates],
      });
    },
    outputs: ['h', 'c', 'n', 'm', dGates, 'dHidden', 'dCell', 'dNormaliser', 'dRecurrent', 'dBias'].concat(
      skipsSteps ? [] : ['forgetSlope'],
      skipsSteps || inPlace ? [] : ['gates'],
      recorded ? ['recordDHidden', 'recordDCell', 'recordDNormaliser'] : [],
    ),
    terms: steps * 4 * units,
    differentiation: {
      loss,
      gradients: [
        ...gradients,
        { input: 'gates', from: 0, gradient: dGates, accumulated: false },
        { input: 'recurrent', from: 0, gradient: 'dRecurrent', accumulated: true },
        ...(fresh
          ? []
          : [
              { input: 'c', from: initial, gradient: 'dCell', accumulated: false },
              { input: 'n', from: initial, gradient: 'dNormaliser', accumulated: false },
            ]),
      ],
    },
  };
}

/** Returns a case of counterfactuals, where some units of each of i f z o c n h are held at a value. */
function slstmOverrideCase(options: SlstmOptions): OpCase {
  const plain = slstmCase(options);
  const name = `${plain.name}, override`;
  const rows = 7;
  return {
    ...plain,
    name,
    tensors() {
      const draw = caseValues(name);
      const values = draw.uniform([rows, options.units], 0.1, 1).values;
      const some = values.map((value) => (draw.below(3) === 0 ? value : NaN));
      return { ...plain.tensors(), override: floatTensor([rows, options.units], some) };
    },
    backward: null,
    outputs: options.padded || options.resets ? ['h', 'c', 'n'] : ['h', 'c', 'n', 'gates'],
    differentiation: null,
  };
}

/** (heads, D): heads of fewer units than a vector has, of a vector, and of more. */
const HEADS = [
  [1, 5],
  [2, 3],
  [3, 4],
  [2, 9],
  [4, 1],
  [1, 8],
  [2, 17],
] as const;

const options = loopOptions(['sigmoid'])
  .filter(({ activation, recurrentMask }) => activation === 'tanh' && !recurrentMask)
  .flatMap((plain) =>
    HEADS.map(([heads, size], n): SlstmOptions => ({ ...plain, heads, units: heads * size, fresh: n % 3 === 0 })),
  );

export const opCases: OpCase[] = [
  ...options.map(slstmCase),
  ...options.filter((_, index) => index % 5 === 0).map(slstmOverrideCase),
  ...[1, 2].map((heads) => withoutDifferences(slstmCase({ ...blockedLoop(260), heads, fresh: true }))),
  everyday(slstmCase({ ...everydayLoop(), heads: 4, fresh: true }), recurrentWork(everydayLoop(), 4, 32)),
];
