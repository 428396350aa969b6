const bits = new Int32Array(1);
const floats = new Float32Array(bits.buffer);

/** Rounds to the nearest bfloat16, the upper half of a float32, to the even one between two. NaN stays NaN. */
export function roundToBfloat16(values: Float32Array<ArrayBufferLike> | Float64Array): void {
  for (let n = 0; n < values.length; n++) {
    floats[0] = values[n];
    if (Number.isNaN(floats[0])) continue;
    bits[0] = (bits[0] + 0x7fff + ((bits[0] >>> 16) & 1)) & 0xffff0000;
    values[n] = floats[0];
  }
}
