import type { CellExports } from './cell-exports.ts';
import { exports as gru } from './gru/exports.ts';
import type { CellType } from './index.ts';
import { exports as lstm } from './lstm/exports.ts';
import { exports as simple_rnn } from './simple_rnn/exports.ts';

const table: Readonly<Record<CellType, CellExports>> = { gru, lstm, simple_rnn };

export function cellExports(type: CellType): CellExports {
  return table[type];
}
