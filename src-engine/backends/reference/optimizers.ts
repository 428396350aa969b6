import type { OptimizerUpdate, UpdateRule } from '../backend.ts';
import { floats, integers } from './reference-tensor.ts';

/** One step on w, or with `rows` (U) on those rows of w (I, D) that the gradient (U, D) belongs to. */
export function optimizerUpdate(args: OptimizerUpdate): void {
  const parameter = floats(args.parameter);
  const gradient = floats(args.gradient);
  const slots = args.slots.map(floats);
  if (args.rows === null) {
    update(args.rule, parameter, gradient, slots);
    return;
  }
  const rows = integers(args.rows);
  const width = parameter.length / args.parameter.shape[0];
  rows.forEach((row, u) => {
    const rowOf = (values: Float64Array): Float64Array => values.subarray(row * width, (row + 1) * width);
    update(args.rule, rowOf(parameter), gradient.subarray(u * width, (u + 1) * width), slots.map(rowOf));
  });
}

function update(rule: UpdateRule, w: Float64Array, g: Float64Array, slots: readonly Float64Array[]): void {
  switch (rule.type) {
    case 'sgd':
      for (let n = 0; n < w.length; n++) w[n] -= rule.learningRate * g[n];
      return;
    case 'momentum': {
      const [m] = slots;
      for (let n = 0; n < w.length; n++) {
        m[n] = rule.momentum * m[n] + g[n];
        w[n] -= rule.learningRate * (rule.nesterov ? g[n] + rule.momentum * m[n] : m[n]);
      }
      return;
    }
    case 'rmsprop': {
      const [s] = slots;
      for (let n = 0; n < w.length; n++) {
        s[n] = rule.decay * s[n] + (1 - rule.decay) * g[n] * g[n];
        w[n] -= (rule.learningRate * g[n]) / (Math.sqrt(s[n]) + rule.epsilon);
      }
      return;
    }
    case 'adagrad': {
      const [s] = slots;
      for (let n = 0; n < w.length; n++) {
        s[n] += g[n] * g[n];
        w[n] -= (rule.learningRate * g[n]) / (Math.sqrt(s[n]) + rule.epsilon);
      }
      return;
    }
    case 'adam': {
      const [m, v] = slots;
      const correction1 = 1 - rule.beta1 ** rule.step;
      const correction2 = 1 - rule.beta2 ** rule.step;
      for (let n = 0; n < w.length; n++) {
        w[n] -= rule.learningRate * rule.weightDecay * w[n];
        m[n] = rule.beta1 * m[n] + (1 - rule.beta1) * g[n];
        v[n] = rule.beta2 * v[n] + (1 - rule.beta2) * g[n] * g[n];
        w[n] -= (rule.learningRate * (m[n] / correction1)) / (Math.sqrt(v[n] / correction2) + rule.epsilon);
      }
      return;
    }
  }
}
