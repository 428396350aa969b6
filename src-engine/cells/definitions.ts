import { definitions } from './build/definitions.ts';
import type { CellDefinition } from './cell-definition.ts';
import type { CellType } from './index.ts';

const table: Readonly<Record<CellType, CellDefinition>> = definitions;

export function cellDefinition(type: CellType): CellDefinition {
  return table[type];
}
