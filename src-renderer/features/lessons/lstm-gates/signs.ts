import type { MemorySymbol } from '../../../../src-engine/spec/memory-cell.ts';

/** What the symbols look like. */
export const signs: Readonly<Record<MemorySymbol, string>> = {
  'keep+': '⊕',
  'keep-': '⊖',
  'pass+': '+',
  'pass-': '−',
  recall: '?',
  delete: '×',
};
