/** Tokens a second of a text that is being written: what came after the first message, over the time since then; null before the second. */
export function createWritingRate(clock: () => number = () => performance.now()): (tokens: number) => number | null {
  let first: { tokens: number; at: number } | null = null;
  return (tokens) => {
    const now = clock();
    if (first === null) first = { tokens, at: now };
    return tokens > first.tokens && now > first.at ? ((tokens - first.tokens) * 1000) / (now - first.at) : null;
  };
}
