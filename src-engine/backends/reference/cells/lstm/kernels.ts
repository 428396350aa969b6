import type { Loop } from '../../../../cells/lstm/loop.ts';
import type { LoopKernels } from '../../../cell-kernels.ts';
import { activate, slope } from '../../activations.ts';
import { addProduct, addProductWithTransposed, addTransposedProduct } from '../../matrix-products.ts';
import { floats } from '../../reference-tensor.ts';
import {
  blockOf,
  clearResetStates,
  copyPaddedStates,
  isPadding,
  isReset,
  loopExtents,
  masked,
  overridden,
  timeSteps,
} from '../../time-loop.ts';

/**
 * a_t = z_t + (m ⊙ h_{t−1}) · R, z (T, B, 4H) in `gates`, R (H, 4H); columns of a gate block: i f c̃ o, H each.
 * i, f, o = σ(a); c̃ = φ(a); c_t = f ⊙ c_{t−1} + i ⊙ c̃; h_t = o ⊙ φ(c_t).
 */
function forward(args: Loop['forward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const { activation, recurrentActivation, override } = args;
  const recurrent = floats(args.recurrent);

  for (const { t, before, after } of timeSteps(steps, args.reverse)) {
    const hBefore = blockOf(args.h, before, batch * units);
    const cBefore = blockOf(args.c, before, batch * units);
    const h = blockOf(args.h, after, batch * units);
    const c = blockOf(args.c, after, batch * units);
    const cellActivation = blockOf(args.cellActivation, t, batch * units);
    const gates = blockOf(args.gates, t, batch * 4 * units);
    addProduct(masked(hBefore, args.recurrentMask), recurrent, gates, batch, units, 4 * units);

    for (let b = 0; b < batch; b++) {
      for (let unit = 0; unit < units; unit++) {
        const n = b * units + unit;
        const iAt = b * 4 * units + unit;
        const fAt = iAt + units;
        const candidateAt = fAt + units;
        const oAt = candidateAt + units;
        const i = overridden(override, 0, unit, units, activate(recurrentActivation, gates[iAt]));
        const f = overridden(override, 1, unit, units, activate(recurrentActivation, gates[fAt]));
        const candidate = overridden(override, 2, unit, units, activate(activation, gates[candidateAt]));
        const o = overridden(override, 3, unit, units, activate(recurrentActivation, gates[oAt]));
        c[n] = overridden(override, 4, unit, units, f * cBefore[n] + i * candidate);
        cellActivation[n] = activate(activation, c[n]);
        h[n] = overridden(override, 5, unit, units, o * cellActivation[n]);
        gates[iAt] = i;
        gates[fAt] = f;
        gates[candidateAt] = candidate;
        gates[oAt] = o;
      }
    }
    clearResetStates(args.resets, t, h, units);
    copyPaddedStates(args.lengths, t, hBefore, h, units);
    clearResetStates(args.resets, t, c, units);
    copyPaddedStates(args.lengths, t, cBefore, c, units);
  }
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added:
 *   do = dh ⊙ φ(c_t); dc ← dc + dh ⊙ o ⊙ φ′(c_t); di = dc ⊙ c̃; dc̃ = dc ⊙ i; df = dc ⊙ c_{t−1}; dc ← dc ⊙ f;
 *   da = [di df dc̃ do] ⊙ slopes; dR += (m ⊙ h_{t−1})ᵀ · da; dh ← m ⊙ (da · Rᵀ).
 */
function backward(args: Loop['backward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const { activation, recurrentActivation } = args;
  const block = batch * units;
  const recurrent = floats(args.recurrent);
  const dRecurrent = floats(args.dRecurrent);
  const dHidden = floats(args.dHidden);
  const dCell = floats(args.dCell);

  for (const { t, before } of timeSteps(steps, args.reverse).reverse()) {
    const cBefore = blockOf(args.c, before, block);
    const cellActivation = blockOf(args.cellActivation, t, block);
    const gates = blockOf(args.gates, t, 4 * block);
    const dGates = blockOf(args.dGates, t, 4 * block);
    const recordDCell = args.recordDCell === null ? null : blockOf(args.recordDCell, t, block);
    if (args.dOut !== null) {
      const dOut = blockOf(args.dOut, t, block);
      for (let n = 0; n < block; n++) dHidden[n] += dOut[n];
    }
    if (args.recordDHidden !== null) blockOf(args.recordDHidden, t, block).set(dHidden);

    for (let b = 0; b < batch; b++) {
      const padding = isPadding(args.lengths, b, t);
      const reset = isReset(args.resets, b, t);
      for (let unit = 0; unit < units; unit++) {
        const n = b * units + unit;
        const iAt = b * 4 * units + unit;
        const fAt = iAt + units;
        const candidateAt = fAt + units;
        const oAt = candidateAt + units;
        if (padding || reset) {
          if (recordDCell !== null) recordDCell[n] = dCell[n];
          if (!padding) dCell[n] = 0;
          dGates[iAt] = dGates[fAt] = dGates[candidateAt] = dGates[oAt] = 0;
          continue;
        }
        // `dGates` may be `gates`: everything is read before anything is written.
        const i = gates[iAt];
        const f = gates[fAt];
        const candidate = gates[candidateAt];
        const o = gates[oAt];
        const dC = dCell[n] + dHidden[n] * o * slope(activation, cellActivation[n]);
        if (recordDCell !== null) recordDCell[n] = dC;
        dGates[iAt] = dC * candidate * slope(recurrentActivation, i);
        dGates[fAt] = dC * cBefore[n] * slope(recurrentActivation, f);
        dGates[candidateAt] = dC * i * slope(activation, candidate);
        dGates[oAt] = dHidden[n] * cellActivation[n] * slope(recurrentActivation, o);
        dCell[n] = dC * f;
      }
    }
    const hBefore = masked(blockOf(args.h, before, block), args.recurrentMask);
    addTransposedProduct(hBefore, dGates, dRecurrent, batch, units, 4 * units);

    const dBefore = new Float64Array(block);
    addProductWithTransposed(dGates, recurrent, dBefore, batch, 4 * units, units);
    const through = masked(dBefore, args.recurrentMask);
    clearResetStates(args.resets, t, through, units);
    copyPaddedStates(args.lengths, t, dHidden, through, units);
    dHidden.set(through);
  }
}

export const kernels: LoopKernels<'lstm'> = { forward, backward };
