import { refuseBackward, rowCount } from './layer.ts';
import type { Layer } from './layer.ts';

/** The mean, or the largest value, of each feature over the steps of a sequence: (T, B, F) to (B, F). */
export function createPooling(kind: 'mean' | 'max'): Layer {
  return {
    createPass(plan, input) {
      const { x } = input.values;
      if (!x) throw new Error('A pooling takes real values.');
      const { backend, batch, steps } = plan;
      const out = plan.tensor([batch, input.size]);
      const places = kind === 'max' ? plan.tensor([batch, input.size], 'int32') : null;
      const dX = plan.training && input.needsGradient ? plan.tensor([rowCount(plan, input), input.size]) : null;
      return {
        output: { ...input, values: { x: out }, sequence: false },
        states: [],
        forward() {
          backend.poolForward({ kind, steps, lengths: plan.lengths, places, x, out });
        },
        backward: plan.training
          ? (dOut) => {
              if (dX !== null) backend.poolBackward({ kind, steps, lengths: plan.lengths, places, dOut, dX });
              return dX;
            }
          : refuseBackward,
      };
    },
  };
}
