import { writeSafetensors } from '../../../src-engine/interchange/safetensors.ts';
import type { ParityInput } from './parity-input.ts';

/** Ids are whole numbers below 2²⁴, so float32 has them exactly. */
export function parityFile(inputs: readonly ParityInput[], outputs: readonly Float64Array[] | null): Uint8Array {
  const tensors = inputs.flatMap(({ batch, steps, ids, features, lengths, numbers }, n) => {
    const length = batch * steps;
    const given = ids === null ? (features ?? new Float32Array()) : Float32Array.from(ids);
    const output = outputs?.[n];
    return [
      ...(numbers !== undefined
        ? Object.entries(numbers).map(([name, value]) => ({ name: `${n}.${name}`, ...value }))
        : [
            ids === null
              ? { name: `${n}.features`, shape: [batch, steps, given.length / length], values: given }
              : { name: `${n}.ids`, shape: [batch, steps], values: given },
          ]),
      ...(lengths === null ? [] : [{ name: `${n}.lengths`, shape: [batch], values: Float32Array.from(lengths) }]),
      // The order is that of the file: verify.py compares element by element.
      ...(output === undefined
        ? []
        : [
            {
              name: `${n}.outputs`,
              shape: [output.length],
              values: numbers === undefined ? Float32Array.from(output) : output,
            },
          ]),
    ];
  });
  return writeSafetensors(tensors, {});
}
