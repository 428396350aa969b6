import type { Understood } from '../../contract/datasets/column-records.ts';
import type { ImportContent } from '../../contract/datasets/import-content.ts';
import type { FoundColumn } from '../columns/column-facts.ts';
import { roleIn } from '../../contract/datasets/content-roles.ts';

/** Tells the part of each column in a content. */
export function understoodColumns(columns: readonly FoundColumn[], content: ImportContent): Understood['columns'] {
  const chosen = 'decimal' in content ? content.decimal : null;
  return columns.map(({ name, holds, decimal, thousands }) => {
    const role = roleIn(content, name);
    const mark = holds === 'number' ? (chosen ?? decimal) : null;
    return {
      ...{ name, role, holds: role === 'time' ? 'time' : holds },
      decimal: mark === ',' ? mark : null,
      thousands: thousands === mark ? null : thousands,
    };
  });
}

/** The facts about time of a table whose rows are not in its order. */
export const withoutTime = {
  plannedRows: 0,
  time: null,
  gaps: { count: 0, places: [], rows: 0, treatment: null },
  duplicates: { count: 0, places: [], treatment: null },
  missing: { count: 0, places: [], treatment: null },
  seriesCount: 0,
  series: [],
  curve: null,
} satisfies Partial<Understood>;
