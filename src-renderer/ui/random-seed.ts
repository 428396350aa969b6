/** A seed that nobody has to think of: short enough to be written down. */
export const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] % 1_000_000;
