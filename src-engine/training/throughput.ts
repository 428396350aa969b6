/** Tokens per second, averaged with exponential weights over about the last second, so that one slow step does not hide the rate. */
export interface Throughput {
  /** Takes one step's tokens and duration; gives the rate now. */
  add(tokens: number, milliseconds: number): number;
}

const TIME_CONSTANT_MS = 1000;

export function createThroughput(): Throughput {
  let tokens = 0;
  let milliseconds = 0;
  return {
    add(stepTokens, stepMilliseconds) {
      const kept = Math.exp(-stepMilliseconds / TIME_CONSTANT_MS);
      tokens = tokens * kept + stepTokens;
      milliseconds = milliseconds * kept + stepMilliseconds;
      return milliseconds === 0 ? 0 : (1000 * tokens) / milliseconds;
    },
  };
}
