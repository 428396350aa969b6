import type { z } from 'zod';
import { boundsOf, wantedForms, type Fault, type Wanted } from './faults.ts';
import { allowsNull, alternativesOf, choicesOf, type JsonSchema } from './schema-fields.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A mistake in a training file, as its schema finds it. */
export interface FieldProblem {
  path: Path;
  /** `true` means that the field's name is the mistake, not its value. */
  isName: boolean;
  fault: Fault;
}

/** Returns the mistakes that an issue is about. */
export function describeIssue(issue: Issue, schema: JsonSchema, given: unknown): FieldProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const known = namesAt(schema, path, given);
      return {
        path: [...path, key],
        isName: true,
        fault: { code: 'unknown-field', known, meant: nearest(key, known) },
      };
    });
  const wanted = wantedAt(schema, path, given);
  if (isMissing(path, given))
    return [{ path: path.slice(0, -1), isName: true, fault: { code: 'missing', name: String(path.at(-1)), wanted } }];
  const value = valueAt(given, path);
  const choices = wanted.flatMap((each) => each.choices ?? []);
  const meant = typeof value === 'string' ? nearest(value, choices) : null;
  return [
    {
      path,
      isName: false,
      fault: { code: 'wrong-value', wanted: patternOf(issue) ?? wanted, value: shortened(value), meant },
    },
  ];
}

/** A form of its own is told by its name. */
function patternOf(issue: Issue): Wanted[] | null {
  const form = wantedForms.find((each) => each === issue.message);
  return form === undefined ? null : [{ kind: form }];
}

/** Returns what a field takes. */
function wantedAt(schema: JsonSchema, path: Path, given: unknown): Wanted[] {
  const parts = schemasAt(schema, path, given);
  const alternatives = parts.flatMap(alternativesOf);
  const choices = alternatives.flatMap(choicesOf).map(String);
  const kinds = choices.length > 0 ? [{ kind: 'choice' as const, choices }] : alternatives.flatMap(wantedOf);
  const all: Wanted[] = [...kinds, ...(parts.some(allowsNull) ? [{ kind: 'null' as const }] : [])];
  return all.filter(
    (each, place) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === place,
  );
}

function wantedOf({ type, items, properties, ...range }: JsonSchema): Wanted[] {
  switch (type) {
    case 'integer':
    case 'number':
      return [{ kind: type, ...boundsOf(range) }];
    case 'boolean':
    case 'string':
      return [{ kind: type }];
    case 'array':
      return [
        {
          kind: 'list',
          choices: alternativesOf(items ?? {})
            .flatMap(choicesOf)
            .map(String),
        },
      ];
    case 'object':
      return [{ kind: 'settings', choices: Object.keys(properties ?? {}) }];
    default:
      return [];
  }
}

/** Returns the schemas of what stands at a path; of several kinds of settings, the one that the file names. */
function schemasAt(schema: JsonSchema, path: Path, given: unknown): JsonSchema[] {
  const [name, ...rest] = path;
  if (name === undefined) return [schema];
  const inner = typeof given === 'object' && given !== null ? (given as Record<PropertyKey, unknown>)[name] : undefined;
  return kindsFor(alternativesOf(schema), name, given).flatMap(({ properties, items }) => {
    const part = typeof name === 'number' ? items : properties?.[String(name)];
    return part === undefined ? [] : schemasAt(part, rest, inner);
  });
}

function kindsFor(alternatives: JsonSchema[], name: PropertyKey, given: unknown): JsonSchema[] {
  if (typeof given !== 'object' || given === null) return alternatives;
  const named = alternatives.filter(({ properties = {} }) =>
    discriminators.some(
      (each) =>
        each in properties &&
        each !== name &&
        choicesOf(properties[each] ?? {}).includes((given as Record<string, unknown>)[each]),
    ),
  );
  return named.length > 0 ? named : alternatives;
}

/** The fields that tell kinds of settings apart. */
const discriminators = ['type', 'kind'];

function namesAt(schema: JsonSchema, path: Path, given: unknown): string[] {
  const settings = valueAt(given, path);
  const alternatives = kindsFor(schemasAt(schema, path, given).flatMap(alternativesOf), '', settings);
  return [...new Set(alternatives.flatMap(({ properties = {} }) => Object.keys(properties)))].filter(
    (name) => name !== '$schema',
  );
}

function valueAt(given: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[name] : undefined,
    given,
  );
}

const isMissing = (path: Path, given: unknown): boolean => path.length > 0 && valueAt(given, path) === undefined;

/** Returns the known word that is nearest to another one; null where none is near. */
function nearest(given: string, known: readonly string[]): string | null {
  const word = given.toLowerCase();
  const [best] = known
    .map((each) => ({ each, distance: editDistance(word, each.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  if (best === undefined) return null;
  const length = Math.max(word.length, best.each.length);
  return best.distance > Math.max(1, Math.floor(length * 0.4)) ? null : best.each;
}

/** Returns the number of letters to insert, remove, replace or swap with the next one (optimal string alignment). */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const [above = [], before = []] = [rows[row - 1], rows[row - 2]];
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next.push(
        Math.min(
          (above[column] ?? Infinity) + 1,
          (next[column - 1] ?? Infinity) + 1,
          (above[column - 1] ?? Infinity) + cost,
          isSwap ? (before[column - 2] ?? Infinity) + 1 : Infinity,
        ),
      );
    }
    rows.push(next);
  }
  return rows.at(-1)?.[to.length] ?? 0;
}

function shortened(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
