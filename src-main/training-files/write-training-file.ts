import { Document, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { alternativesOf, allowsNull, choicesOf, type JsonSchema } from '../contract/training-files/schema-fields.ts';
import { trainingFileJsonSchema, type TrainingFile } from '../contract/training-files/training-file.ts';

/**
 * Writes a training file in YAML: every field with a comment on what it is and which values it takes. `heading` are lines
 * at its top. Numbers are written with all their digits, so that the file repeats a training to the same bits.
 */
export function writeTrainingFile(file: TrainingFile, heading: readonly string[]): string {
  const schema = trainingFileJsonSchema() as JsonSchema;
  const document = new Document(inOrder({ version: 1, ...file }, schema));
  if (isMap(document.contents)) describeFields(document.contents, schema, 0);
  const top = heading.map((line) => `# ${line}`.trimEnd()).join('\n');
  return `${top}\n${document.toString({ lineWidth: 0, commentString: (text) => text.replaceAll(/^(?=.)/gm, '# ') })}`;
}

/** Returns the settings in the order of their schema. */
function inOrder(settings: unknown, schema: JsonSchema): unknown {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings;
  const properties = alternativesOf(schema).map((each) => each.properties ?? {});
  const names = [...new Set(properties.flatMap(Object.keys))];
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given
      .toSorted(([a], [b]) => names.indexOf(a) - names.indexOf(b))
      .map(([name, value]) => [name, inOrder(value, properties.find((each) => name in each)?.[name] ?? {})]),
  );
}

/** The deepest settings that are explained one by one: layers explain themselves. */
const deepest = 3;

function describeFields(map: YAMLMap, schema: JsonSchema, depth: number): void {
  const kinds = kindsOf(schema, map);
  for (const [place, pair] of map.items.entries()) {
    const name = isScalar(pair.key) ? String(pair.key.value) : '';
    const field = kinds.flatMap(({ properties }) => properties?.[name] ?? [])[0];
    if (field === undefined) continue;
    const value = pair.value;
    const isGroup = isMap(value);
    const comment = commentOn(field);
    if (isScalar(pair.key) && comment !== '') {
      pair.key.commentBefore = comment;
      pair.key.spaceBefore = depth === 0 && place > 0;
    }
    if (isGroup && depth < deepest) describeFields(value, field, depth + 1);
    if (isSeq(value)) value.items.forEach((item) => keepShort(item as Node));
  }
}

/** Writes a layer, or a list of numbers, on one line. */
function keepShort(node: Node): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}

/** Returns the kinds of settings that a map may be; where it says its kind, that one. */
function kindsOf(schema: JsonSchema, map: YAMLMap): JsonSchema[] {
  const alternatives = alternativesOf(schema);
  const type = map.get('type');
  const named = alternatives.filter(({ properties = {} }) => choicesOf(properties['type'] ?? {}).includes(type));
  return named.length > 0 ? named : alternatives;
}

function commentOn(field: JsonSchema): string {
  const { description = '' } = field;
  const alternatives = alternativesOf(field);
  const kinds = alternatives.flatMap(({ properties }) => choicesOf(properties?.['type'] ?? {}));
  const values = kinds.length > 1 ? kinds : alternatives.flatMap(choicesOf);
  const boolean = alternatives.some(({ type }) => type === 'boolean') ? ['true', 'false'] : [];
  const listed = [...values.map(String), ...boolean];
  const isTold = listed.every((value) => description.includes(value));
  const choices = listed.length > 1 && !isTold ? `: ${listed.join(', ')}` : '';
  const none = allowsNull(field) && !description.includes('null') ? '; null for none' : '';
  return wrapped(`${description}${choices}${none}`);
}

/** Breaks a text into lines. */
function wrapped(text: string): string {
  return text.replaceAll(/(.{1,92})(?: +|$)/g, '$1\n').trimEnd();
}
