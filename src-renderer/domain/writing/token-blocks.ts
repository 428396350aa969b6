import type { GeneratedToken } from '../../../src-engine/spec/generation-spec.ts';

/** A stretch of the text. Only the last one changes while the model writes, so only it is drawn again. */
export interface TokenBlock {
  start: number;
  tokens: readonly GeneratedToken[];
}

export const blockLength = 200;

/** Full blocks stay the objects that they are. */
export function appendTokens(blocks: readonly TokenBlock[], tokens: readonly GeneratedToken[]): readonly TokenBlock[] {
  const list = [...blocks];
  let rest = tokens;
  while (rest.length > 0) {
    const last = list.at(-1);
    if (last === undefined || last.tokens.length >= blockLength) {
      list.push({ start: list.length * blockLength, tokens: [] });
      continue;
    }
    const taken = rest.slice(0, blockLength - last.tokens.length);
    list[list.length - 1] = { start: last.start, tokens: [...last.tokens, ...taken] };
    rest = rest.slice(taken.length);
  }
  return list;
}
