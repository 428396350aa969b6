import { caseValues, floatTensor } from '../../backends/op-cases/case-values.ts';
import { everyday, withoutDifferences } from '../../backends/op-cases/op-case.ts';
import type { OpCase } from '../../backends/op-cases/op-case.ts';
import {
  blockedLoop,
  everydayLoop,
  joinGates,
  loopArguments,
  loopBackwardArguments,
  loopDifferentiation,
  loopName,
  loopOptions,
  loopTensors,
  loopValues,
  recurrentWork,
  stateOffsets,
} from '../../backends/op-cases/time-loop-cases.ts';
import type { LoopOptions } from '../../backends/op-cases/time-loop-cases.ts';

function lstmCase(options: LoopOptions): OpCase {
  const name = loopName('lstm', options, [options.activation, options.recurrentActivation]);
  const { steps, batch, units, padded, resets, recorded, inPlace, recurrentActivation } = options;
  const skipsSteps = padded || resets;
  const { loss, gradients } = loopDifferentiation(options);
  const { initial, final } = stateOffsets(options);
  const dGates = inPlace ? 'gates' : 'dGates';
  return {
    name,
    ops: ['loop'],
    tensors() {
      const values = loopValues(name, options, true);
      const { draw } = values;
      // A unit's candidates have the sign of its first cell state, so that the cell state stays away from φ's kink at 0 too.
      const cell = draw.awayFromZero([batch, units], 0.3, 1).values;
      const candidate = values.candidate(cell.map(Math.sign));
      const gates = joinGates(options, [values.gate(), values.gate(), candidate, values.gate()]);
      const c = [...draw.uniform([steps + 1, batch, units]).values];
      c.splice(initial, cell.length, ...cell);
      return {
        ...loopTensors(options, values, 4),
        gates,
        c: floatTensor([steps + 1, batch, units], c),
        cellActivation: draw.uniform([steps, batch, units]),
        dCell: draw.uniform([batch, units]),
        ...(!inPlace && { dGates: draw.uniform(gates.shape) }),
        ...(recorded && { recordDCell: draw.uniform([steps, batch, units]) }),
      };
    },
    forward(backend, tensors) {
      const { gates, c, cellActivation } = tensors;
      const loop = loopArguments(options, tensors);
      backend.loop('lstm', 'forward', { ...loop, recurrentActivation, gates, c, cellActivation, override: null });
    },
    backward(backend, tensors) {
      const { gates, c, cellActivation, dCell } = tensors;
      backend.loop('lstm', 'backward', {
        ...loopArguments(options, tensors),
        ...loopBackwardArguments(tensors),
        recurrentActivation,
        gates,
        c,
        cellActivation,
        dCell,
        dGates: tensors[dGates],
        recordDCell: tensors.recordDCell ?? null,
      });
    },
    outputs: ['h', 'c', dGates, 'dHidden', 'dCell', 'dRecurrent'].concat(
      skipsSteps ? [] : ['cellActivation'],
      skipsSteps || inPlace ? [] : ['gates'],
      recorded ? ['recordDHidden', 'recordDCell'] : [],
    ),
    terms: steps * 4 * units,
    differentiation: {
      loss: [...loss, { output: 'c', from: final, weights: 'dCell' }],
      gradients: [
        ...gradients,
        { input: 'c', from: initial, gradient: 'dCell', accumulated: false },
        { input: 'gates', from: 0, gradient: dGates, accumulated: false },
      ],
    },
  };
}

/** Counterfactuals: some units of each of i f c̃ o c h are held at a value. */
function lstmOverrideCase(options: LoopOptions): OpCase {
  const plain = lstmCase(options);
  const name = `${plain.name}, override`;
  return {
    ...plain,
    name,
    ops: ['loop'],
    tensors() {
      const draw = caseValues(name);
      const values = draw.uniform([6, options.units]).values.map((value) => (draw.below(3) === 0 ? value : NaN));
      return { ...plain.tensors(), override: floatTensor([6, options.units], values) };
    },
    forward(backend, tensors) {
      const { gates, c, cellActivation, override } = tensors;
      const { recurrentActivation } = options;
      const loop = loopArguments(options, tensors);
      backend.loop('lstm', 'forward', { ...loop, recurrentActivation, gates, c, cellActivation, override });
    },
    backward: null,
    outputs: options.padded || options.resets ? ['h', 'c'] : ['h', 'c', 'gates', 'cellActivation'],
    differentiation: null,
  };
}

const options = loopOptions(['sigmoid', 'hard_sigmoid']);

export const opCases: OpCase[] = [
  ...options.map(lstmCase),
  ...options.filter((_, index) => index % 5 === 0).map(lstmOverrideCase),
  withoutDifferences(lstmCase(blockedLoop(260))),
  ...[everydayLoop(), everydayLoop({ activation: 'softsign', recurrentActivation: 'hard_sigmoid' })].map((loop) =>
    everyday(lstmCase(loop), recurrentWork(loop, 4)),
  ),
];
