import type { ColumnFacts, ColumnHolding } from '../../../../src-main/contract/datasets/column-records.ts';
import { roleIn } from '../../../../src-main/contract/datasets/content-roles.ts';
import {
  untreated,
  type ColumnRole,
  type ContentInTime,
  type ImportContent,
} from '../../../../src-main/contract/datasets/import-content.ts';

/** Roles that one column has at most. */
const single: readonly ColumnRole[] = ['time', 'series', 'label', 'text', 'token', 'tag'];

/** Roles that columns can have by what they hold. */
const possible: Readonly<Record<ColumnHolding, readonly ColumnRole[]>> = {
  time: ['time', 'text', 'ignore'],
  number: ['predict', 'read', 'known-ahead', 'time', 'series', 'label', 'text', 'ignore'],
  category: ['label', 'text', 'read', 'known-ahead', 'series', 'ignore'],
  text: ['text', 'label', 'series', 'ignore'],
  list: ['token', 'tag', 'text', 'ignore'],
  empty: ['ignore'],
};

/** Returns the roles to choose from for a column, its present one among them. */
export function rolesFor({ holds }: Pick<ColumnFacts, 'holds'>, present: ColumnRole): ColumnRole[] {
  const roles = possible[holds];
  return roles.includes(present) ? [...roles] : [present, ...roles];
}

/**
 * Returns the content in which a column has another role. Roles that cannot stand beside it give way: a label beside numbers makes
 * labelled sequences, one beside a text labelled texts.
 */
export function withRole(
  content: ImportContent,
  columns: readonly Pick<ColumnFacts, 'name' | 'holds'>[],
  name: string,
  role: ColumnRole,
): ImportContent {
  const before = columns.find((column) => roleIn(content, column.name) === role);
  const roles = new Map(
    columns.map((column) => {
      const present = roleIn(content, column.name);
      if (column.name === name) return [column.name, role];
      return [column.name, column === before && single.includes(role) ? roleLeft(column, role) : present];
    }),
  );
  const named = (wanted: ColumnRole) =>
    columns.filter((column) => roles.get(column.name) === wanted).map((each) => each.name);
  const one = (wanted: ColumnRole) => named(wanted)[0] ?? null;
  const isOfText = role === 'text' || ((content.kind === 'text' || content.kind === 'labelled') && !isOfTime(role));
  if (role === 'token' || role === 'tag' || (content.kind === 'tagged' && role === 'ignore')) {
    return { kind: 'tagged', tokenColumn: one('token') ?? '', tagColumn: one('tag') ?? '' };
  }
  if (isOfText) {
    const label = one('label');
    return label === null
      ? { kind: 'text', textColumn: one('text') }
      : { kind: 'labelled', textColumn: one('text'), labelColumn: label };
  }
  const inTime = { ...treatmentsOf(content), time: one('time'), series: one('series') };
  const label = role === 'predict' || role === 'known-ahead' ? null : one('label');
  if (label !== null) {
    const read = columns.filter((column) => isOfTime(roles.get(column.name) ?? 'ignore', ['time', 'series']));
    return { kind: 'labelled-series', ...inTime, read: read.map((column) => column.name), label };
  }
  const horizon = content.kind === 'series' ? content.horizon : null;
  return {
    kind: 'series',
    ...inTime,
    predict: named('predict'),
    read: named('read'),
    knownAhead: named('known-ahead'),
    horizon,
  };
}

/** The role of a column whose place another one has taken. */
function roleLeft({ holds }: Pick<ColumnFacts, 'holds'>, role: ColumnRole): ColumnRole {
  return holds === 'number' && (role === 'label' || role === 'time') ? 'read' : 'ignore';
}

function isOfTime(role: ColumnRole, apart: readonly ColumnRole[] = []): boolean {
  const ofTime: readonly ColumnRole[] = ['time', 'series', 'predict', 'read', 'known-ahead'];
  return ofTime.includes(role) && !apart.includes(role);
}

function treatmentsOf(
  content: ImportContent,
): Omit<ContentInTime, 'kind' | 'time' | 'series' | 'read'> | typeof untreated {
  if (content.kind !== 'series' && content.kind !== 'labelled-series') return untreated;
  const { gaps, missing, duplicates, dateOrder, zone, decimal } = content;
  return { gaps, missing, duplicates, dateOrder, zone, decimal };
}
