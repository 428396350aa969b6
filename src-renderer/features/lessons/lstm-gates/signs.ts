import type { MemorySymbol } from '../../../../src-engine/spec/memory-cell.ts';

/** The characters that stand for the symbols. */
export const signs: Readonly<Record<MemorySymbol, string>> = {
  'keep+': '⊕',
  'keep-': '⊖',
  'pass+': '+',
  'pass-': '−',
  recall: '?',
  delete: '×',
};
