import type { PhiloxKey } from '../backends/backend.ts';
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
      const out = plan.tensor([rowCount(plan, input), input.size]);
      /** That of the last forward pass: backward makes its mask again. */
      let key: PhiloxKey = [0, 0, 0, 0];
      return {
        output: { ...input, values: { x: out } },
        states: [],
        forward({ seed, step }) {
          key = dropoutKey(seed, site, step);
          backend.dropout({ x, rate, key, out });
        },
        backward(dOutput) {
          backend.dropout({ x: dOutput, rate, key, out: dOutput });
          return dOutput;
        },
      };
    },
  };
}
