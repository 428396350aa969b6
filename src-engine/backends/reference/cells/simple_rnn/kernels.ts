import type { Loop } from '../../../../cells/simple_rnn/loop.ts';
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

/** h_t = φ(z_t + (m ⊙ h_{t−1}) · R); z (T, B, H), R (H, H), h (T+1, B, H). */
function forward(args: Loop['forward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const recurrent = floats(args.recurrent);

  for (const { t, before, after } of timeSteps(steps, args.reverse)) {
    const hBefore = blockOf(args.h, before, batch * units);
    const hAfter = blockOf(args.h, after, batch * units);
    hAfter.set(blockOf(args.z, t, batch * units));
    addProduct(masked(hBefore, args.recurrentMask), recurrent, hAfter, batch, units, units);
    for (let n = 0; n < hAfter.length; n++) {
      hAfter[n] = overridden(args.override, 0, n % units, units, activate(args.activation, hAfter[n]));
    }
    clearResetStates(args.resets, t, hAfter, units);
    copyPaddedStates(args.lengths, t, hBefore, hAfter, units);
  }
}

/**
 * From the last step to the first, with dh = ∂L/∂h_t complete once dOut_t is added:
 *   da = dh ⊙ φ′(h_t); dR += (m ⊙ h_{t−1})ᵀ · da; dh ← m ⊙ (da · Rᵀ).
 */
function backward(args: Loop['backward']): void {
  const { steps, batch, units } = loopExtents(args.h);
  const block = batch * units;
  const recurrent = floats(args.recurrent);
  const dRecurrent = floats(args.dRecurrent);
  const dHidden = floats(args.dHidden);

  for (const { t, before, after } of timeSteps(steps, args.reverse).reverse()) {
    const h = blockOf(args.h, after, block);
    const dZ = blockOf(args.dZ, t, block);
    if (args.dOut !== null) {
      const dOut = blockOf(args.dOut, t, block);
      for (let n = 0; n < block; n++) dHidden[n] += dOut[n];
    }
    if (args.recordDHidden !== null) blockOf(args.recordDHidden, t, block).set(dHidden);

    for (let n = 0; n < block; n++) {
      const b = Math.floor(n / units);
      const isSkipped = isPadding(args.lengths, b, t) || isReset(args.resets, b, t);
      dZ[n] = isSkipped ? 0 : dHidden[n] * slope(args.activation, h[n]);
    }
    addTransposedProduct(
      masked(blockOf(args.h, before, block), args.recurrentMask),
      dZ,
      dRecurrent,
      batch,
      units,
      units,
    );

    const dBefore = new Float64Array(block);
    addProductWithTransposed(dZ, recurrent, dBefore, batch, units, units);
    const through = masked(dBefore, args.recurrentMask);
    clearResetStates(args.resets, t, through, units);
    copyPaddedStates(args.lengths, t, dHidden, through, units);
    dHidden.set(through);
  }
}

export const kernels: LoopKernels<'simple_rnn'> = { forward, backward };
