/** A way from one node of the Reber grammar to another, on which a symbol is written. */
export interface Way {
  symbol: string;
  from: number;
  to: number;
}

/** The Reber grammar, from its B at node 0 to its E, which ends at node 7 (Reber 1967). */
export const ways: readonly Way[] = [
  { symbol: 'B', from: 0, to: 1 },
  { symbol: 'T', from: 1, to: 2 },
  { symbol: 'P', from: 1, to: 3 },
  { symbol: 'S', from: 2, to: 2 },
  { symbol: 'X', from: 2, to: 4 },
  { symbol: 'T', from: 3, to: 3 },
  { symbol: 'V', from: 3, to: 5 },
  { symbol: 'X', from: 4, to: 3 },
  { symbol: 'S', from: 4, to: 6 },
  { symbol: 'P', from: 5, to: 4 },
  { symbol: 'V', from: 5, to: 6 },
  { symbol: 'E', from: 6, to: 7 },
];
const END = 7;

/** A walk through the embedded grammar: B, then T or P, then a string of the inner grammar, then the same T or P, then E. */
export interface Walk {
  text: string;
  /** The node of the inner grammar; null before it begins and after it has ended. */
  node: number | null;
}

export const beginning: Walk = { text: '', node: null };

/** Returns the symbols that may come next; none after a whole string. */
export function successors({ text, node }: Walk): string[] {
  if (text === '') return ['B'];
  if (text.length === 1) return ['T', 'P'];
  if (node === null) return ['B'];
  if (node !== END) return ways.filter(({ from }) => from === node).map(({ symbol }) => symbol);
  if (text.endsWith('E') && !hasReturned({ text, node })) return [rememberedOf(text)];
  return isWhole({ text, node }) ? [] : ['E'];
}

/** Returns the walk that goes on with one of its successors. */
export function extend(walk: Walk, symbol: string): Walk {
  const text = walk.text + symbol;
  if (text.length <= 2) return { text, node: null };
  if (walk.node === END) return { text, node: END };
  const from = walk.node ?? 0;
  const way = ways.find((each) => each.from === from && each.symbol === symbol);
  return { text, node: way?.to ?? from };
}

/** Returns the symbol to be remembered: the second one. */
export const rememberedOf = (text: string): string => text.charAt(1);

/** Returns the place of the inner string's E in a walk that has passed it. */
const innerEnd = (text: string): number => text.indexOf('E');

function hasReturned({ text }: Walk): boolean {
  return text.length > innerEnd(text) + 1;
}

export function isWhole({ text, node }: Walk): boolean {
  return node === END && text.length === innerEnd(text) + 3;
}
