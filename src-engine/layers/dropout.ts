import { dropoutKey } from '../random/philox-key.ts';
import { passThrough, rowCount } from './layer.ts';
import type { Layer } from './layer.ts';

/** Inverted dropout: in training each value is 0 with probability `rate`, else divided by 1 − rate. `site` names its masks. */
export function createDropout(rate: number, site: number): Layer {
  return {
    createPass(plan, input) {
      const { x } = input.values;
      if (!x) throw new Error('Dropout takes real values.');
      if (!plan.dropsOut || rate === 0) return passThrough(input);
      const { backend } = plan;
      const shape = [rowCount(plan, input), input.size];
      const mask = plan.tensor(shape);
      const out = plan.tensor(shape);
      return {
        output: { ...input, values: { x: out } },
        states: [],
        forward({ seed, step }) {
          backend.dropoutMask({ mask, rate, key: dropoutKey(seed, site, step) });
          backend.multiply({ a: x, b: mask, out });
        },
        backward(dOutput) {
          backend.multiply({ a: dOutput, b: mask, out: dOutput });
          return dOutput;
        },
      };
    },
  };
}
