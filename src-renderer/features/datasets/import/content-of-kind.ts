import type { ColumnFacts } from '../../../../src-main/contract/datasets/column-records.ts';
import { roleIn } from '../../../../src-main/contract/datasets/content-roles.ts';
import { untreated, type ImportContent } from '../../../../src-main/contract/datasets/import-content.ts';
import type { Inspection } from '../../../../src-main/contract/datasets/import-records.ts';

export type ChosenKind = ImportContent['kind'];

/** Guesses the content that a person most likely means by a kind of files. */
export function contentOfKind(kind: ChosenKind, { table, suggestion }: Inspection): ImportContent {
  if (suggestion.kind === kind) return suggestion;
  const columns = table?.columns ?? [];
  const holding = (...holds: ColumnFacts['holds'][]) =>
    columns.filter((column) => holds.includes(column.holds)).map(({ name }) => name);
  const numbers = holding('number').filter((name) => !['time', 'series'].includes(roleIn(suggestion, name)));
  const text = holding('text')[0] ?? holding('category')[0] ?? columns[0]?.name ?? null;
  const label = labelBeside(text, columns);
  switch (kind) {
    case 'text':
      return { kind, textColumn: text };
    case 'labelled':
      return { kind, textColumn: text, labelColumn: label };
    case 'tagged': {
      const [tokenColumn = '', tagColumn = ''] = [...holding('list'), ...columns.map(({ name }) => name)];
      return { kind, tokenColumn, tagColumn };
    }
    case 'series':
      return {
        kind,
        ...inTime(suggestion, columns),
        predict: numbers.slice(-1),
        read: numbers.slice(0, -1),
        knownAhead: [],
        horizon: null,
      };
    case 'labelled-series': {
      const told = holding('category')[0] ?? numbers.at(-1) ?? '';
      return { kind, ...inTime(suggestion, columns), read: numbers.filter((name) => name !== told), label: told };
    }
    case 'numeric':
      return { kind, features: numbers, targets: numbers.slice(-1), horizon: 1 };
  }
}

/** The time and the series as suggested, or the first column of times. */
function inTime(suggestion: ImportContent, columns: readonly ColumnFacts[]) {
  const isInTime = suggestion.kind === 'series' || suggestion.kind === 'labelled-series';
  return {
    time: isInTime ? suggestion.time : (columns.find(({ holds }) => holds === 'time')?.name ?? null),
    series: isInTime ? suggestion.series : null,
    ...untreated,
  };
}

function labelBeside(text: string | null, columns: readonly ColumnFacts[]): string | null {
  const likely = columns.toSorted((a, b) => Number(b.holds === 'category') - Number(a.holds === 'category'));
  return likely.map(({ name }) => name).find((name) => name !== text) ?? null;
}
