import type { ColumnRole, ImportContent } from './import-content.ts';

/** Returns the part of a column in a content. */
export function roleIn(content: ImportContent, name: string): ColumnRole {
  return rolesOf(content).find(([, names]) => names.includes(name))?.[0] ?? 'ignore';
}

/** Returns all columns that a content names; null stands for one that is not chosen. */
export function columnsOf(content: ImportContent): (string | null)[] {
  switch (content.kind) {
    case 'text':
      return [content.textColumn];
    case 'labelled':
      return [content.textColumn, content.labelColumn];
    default:
      return rolesOf(content).flatMap(([, names]) => names);
  }
}

/** The roles in a content with their columns; a column that is read and predicted counts as predicted. */
function rolesOf(content: ImportContent): (readonly [ColumnRole, readonly string[]])[] {
  const one = (role: ColumnRole, name: string | null) => [role, name === null ? [] : [name]] as const;
  switch (content.kind) {
    case 'text':
      return [one('text', content.textColumn)];
    case 'labelled':
      return [one('text', content.textColumn), one('label', content.labelColumn)];
    case 'tagged':
      return [one('token', content.tokenColumn), one('tag', content.tagColumn)];
    case 'numeric':
      return [['predict', content.targets] as const, ['read', content.features] as const];
    case 'series':
      return [
        one('time', content.time),
        one('series', content.series),
        ['predict', content.predict] as const,
        ['known-ahead', content.knownAhead] as const,
        ['read', content.read] as const,
      ];
    case 'labelled-series':
      return [
        one('time', content.time),
        one('series', content.series),
        one('label', content.label),
        ['read', content.read] as const,
      ];
  }
}
