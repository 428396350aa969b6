import type { CellField } from '../../../src-engine/cells/cell-facts.ts';
import type { cells, CellType } from '../../../src-engine/cells/index.ts';
import type { Term } from '../../ui/words.ts';
import { factsOf } from './cell-variables.ts';

type FieldsOf<Facts> = Facts extends { fields: infer Fields } ? Fields : never;
type NameOf<Fields> = Fields extends unknown ? keyof Fields & string : never;
/** A field that layers of some cell have beside their type and units. Each has a label in every language, or nothing compiles. */
export type FieldName = NameOf<FieldsOf<(typeof cells)[number]>>;

export interface NamedField {
  name: FieldName;
  field: CellField;
  /** Explains it; null where a field before it in the group has the same explanation. */
  term: Term | null;
}

/** The fields of a cell's layers that stand in one group of the inspector. */
export function fieldsOf(type: CellType, group: CellField['group']): NamedField[] {
  const fields = Object.entries(factsOf(type).fields) as [FieldName, CellField & { term: Term }][];
  const own = fields.filter(([, field]) => field.group === group);
  return own.map(([name, field], place) => {
    const isExplained = own.slice(0, place).some(([, { term }]) => term === field.term);
    return { name, field, term: isExplained ? null : field.term };
  });
}

/** Tells whether layers of the cell have this field. */
export const hasField = (type: CellType, name: FieldName): boolean => name in factsOf(type).fields;
