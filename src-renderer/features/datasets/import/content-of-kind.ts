import type { ImportContent, Inspection } from '../../../../src-main/contract/import-records.ts';

export type ChosenKind = ImportContent['kind'];

const inTime = {
  time: null,
  series: null,
  gaps: null,
  missing: null,
  duplicates: null,
  dateOrder: null,
  zone: null,
  decimal: null,
};

/** Guesses the content that a person most likely means by a kind of files. */
export function contentOfKind(kind: ChosenKind, { table, suggestion }: Inspection): ImportContent {
  if (suggestion.kind === kind) return suggestion;
  const columns = table?.columns ?? [];
  const guessed = (guess: string) => columns.filter((column) => column.guess === guess).map(({ name }) => name);
  const text = guessed('text')[0] ?? columns[0]?.name ?? null;
  switch (kind) {
    case 'text':
      return { kind, textColumn: text };
    case 'labelled':
      return { kind, textColumn: text, labelColumn: labelBeside(text, columns, guessed('label')) };
    case 'tagged': {
      const names = columns.map(({ name }) => name);
      const [tokenColumn = names[0] ?? ''] = guessed('token');
      const [tagColumn = names.find((name) => name !== tokenColumn) ?? ''] = guessed('tag');
      return { kind, tokenColumn, tagColumn };
    }
    case 'series':
      return { kind, ...inTime, predict: guessed('numeric').slice(-1), read: [], knownAhead: [], horizon: null };
    case 'labelled-series':
      return { kind, ...inTime, read: guessed('numeric'), label: guessed('label')[0] ?? columns[0]?.name ?? '' };
    case 'numeric': {
      const numbers = guessed('numeric');
      return { kind, features: numbers, targets: numbers.slice(-1), horizon: 1 };
    }
  }
}

function labelBeside(
  text: string | null,
  columns: readonly { name: string }[],
  guesses: readonly string[],
): string | null {
  const names = [...guesses, ...columns.map(({ name }) => name)];
  return names.find((name) => name !== text) ?? null;
}
