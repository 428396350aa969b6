/**
 * The symbols that a cell reads which is to remember a sign: a sign that is to be kept, a sign that only passes, and the
 * orders to say the sign that is kept and to delete it.
 */
export const MEMORY_SYMBOLS = ['keep+', 'keep-', 'pass+', 'pass-', 'recall', 'delete'] as const;
export type MemorySymbol = (typeof MEMORY_SYMBOLS)[number];

/** The sequence that a person and the network are both given. */
export const SHOWN_SYMBOLS: readonly MemorySymbol[] = [
  'keep+',
  'pass-',
  'recall',
  'pass-',
  'keep-',
  'pass+',
  'pass+',
  'recall',
  'delete',
  'pass+',
  'recall',
  'keep+',
  'pass-',
  'recall',
];

/** Returns what each step asks for: the sign that is kept, 1 or −1, at a recall, and 0 everywhere else or where none is. */
export function wantedSigns(symbols: readonly MemorySymbol[]): number[] {
  let kept = 0;
  return symbols.map((symbol) => {
    if (symbol === 'recall') return kept;
    if (symbol === 'delete') kept = 0;
    else if (symbol.startsWith('keep')) kept = signOf(symbol);
    return 0;
  });
}

/** Returns the sign that a symbol brings, whether it is to be kept or not: 1 or −1, and 0 for an order. */
export function signOf(symbol: MemorySymbol): number {
  if (symbol.endsWith('+')) return 1;
  return symbol.endsWith('-') ? -1 : 0;
}

/** The gates of one step, each from 0 to 1. */
export interface HandGates {
  input: number;
  forget: number;
  output: number;
}

/** Returns the states of a cell whose gates somebody sets: c = f·c + i·x and h = o·c, where x is the sign of the symbol. */
export function driveByHand(
  symbols: readonly MemorySymbol[],
  gates: readonly HandGates[],
): { cell: number; hidden: number }[] {
  let cell = 0;
  return symbols.map((symbol, step) => {
    const { input, forget, output } = gates[step];
    cell = forget * cell + input * signOf(symbol);
    return { cell, hidden: output * cell };
  });
}

/** Returns the mean over the steps of how far the answers are from what is wanted, from 0 to 2. */
export function meanDistance(answers: readonly number[], wanted: readonly number[]): number {
  return answers.reduce((sum, answer, step) => sum + Math.abs(answer - wanted[step]), 0) / answers.length;
}
