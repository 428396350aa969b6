import type { z } from 'zod';
import { allowsNull, alternativesOf, choicesOf, type JsonSchema } from './schema-fields.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A mistake in a training file: the field that it is in, and a sentence on what would do. */
export interface FieldProblem {
  path: Path;
  /** `true` means that the field's name is the mistake, not its value. */
  isName: boolean;
  message: string;
}

/** Returns the mistakes that an issue is about, in words for a person. */
export function describeIssue(issue: Issue, schema: JsonSchema, given: unknown): FieldProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      isName: true,
      message: unknownField(key, namesAt(schema, path, given)),
    }));
  if (isMissing(path, given)) return [{ path: path.slice(0, -1), isName: true, message: missing(path, schema, given) }];
  const value = valueAt(given, path);
  const { text, choices } = wantedAt(schema, path, given);
  const wanted = saysItself(issue) ? issue.message : text;
  const hint = typeof value === 'string' ? suggestion(value, choices) : '';
  return [{ path, isName: false, message: `takes ${wanted}, not ${quoted(value)}.${hint}` }];
}

/** Tells whether the schema has words of its own for what the value should be. */
const saysItself = ({ code, message }: Issue): boolean => code === 'invalid_format' && !message.startsWith('Invalid');

function unknownField(name: string, known: readonly string[]): string {
  return `there is no such field.${suggestion(name, known)} What can stand here: ${known.join(', ')}.`;
}

function missing(path: Path, schema: JsonSchema, given: unknown): string {
  const wanted = wantedAt(schema, path, given);
  return `${String(path.at(-1))} is missing: ${wanted.text}.`;
}

interface Wanted {
  text: string;
  choices: string[];
}

/** Says what a field takes. */
function wantedAt(schema: JsonSchema, path: Path, given: unknown): Wanted {
  const parts = schemasAt(schema, path, given);
  const alternatives = parts.flatMap(alternativesOf);
  const choices = alternatives.flatMap(choicesOf).map(String);
  const kinds = choices.length > 0 ? [`one of ${choices.join(', ')}`] : alternatives.flatMap(kindOf);
  const all = [...new Set(kinds), ...(parts.some(allowsNull) ? ['null'] : [])];
  return { text: all.length === 0 ? 'something else' : all.join(' or '), choices };
}

/** Says what values a schema allows: “a whole number from 1 to 256”. */
export function kindOf({ type, items, properties, ...range }: JsonSchema): string[] {
  switch (type) {
    case 'integer':
      return [`a whole number${boundsOf(range)}`];
    case 'number':
      return [`a number${boundsOf(range)}`];
    case 'boolean':
      return ['true or false'];
    case 'string':
      return ['a text'];
    case 'array':
      return [`a list${items === undefined ? '' : listOf(items)}`];
    case 'object':
      return [`settings of its own${properties === undefined ? '' : `: ${Object.keys(properties).join(', ')}`}`];
    default:
      return [];
  }
}

function listOf(items: JsonSchema): string {
  const choices = alternativesOf(items).flatMap(choicesOf);
  return choices.length > 0 ? ` of ${choices.join(', ')}` : '';
}

export function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const upper = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMinimum !== undefined)
    return upper === undefined ? ` above ${exclusiveMinimum}` : ` above ${exclusiveMinimum}, up to ${upper}`;
  if (minimum === undefined) return '';
  if (upper !== undefined) return ` from ${minimum} to ${upper}`;
  return exclusiveMaximum === undefined ? ` of at least ${minimum}` : ` from ${minimum} to below ${exclusiveMaximum}`;
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

/** Returns a question about the nearest of the known words; none where nothing is near. */
function suggestion(given: string, known: readonly string[]): string {
  const word = given.toLowerCase();
  const [nearest] = known
    .map((each) => ({ each, distance: editDistance(word, each.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  if (
    nearest === undefined ||
    nearest.distance > Math.max(1, Math.floor(Math.max(word.length, nearest.each.length) * 0.4))
  )
    return '';
  return ` Did you mean ${nearest.each}?`;
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

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
}
