import { boundsInWords } from '../../../contract/training-files/fault-in-words.ts';
import { boundsOf } from '../../../contract/training-files/faults.ts';
import { choicesOf, type JsonSchema, type SchemaField } from '../../../contract/training-files/schema-fields.ts';
import { choice, nameList, numberList, readFromText, text, type Option } from '../../options.ts';
import { UsageError } from '../../usage-error.ts';

/** The form of what is typed, where it is not any text. */
const placeholders: Readonly<Record<string, string>> = {
  name: 'NAME',
  'data.hash': 'SHA256',
  'columns.text': 'COLUMN',
  'columns.label': 'COLUMN',
  'columns.token': 'NAME',
  'columns.tag': 'NAME',
  'columns.time': 'COLUMN',
  'columns.series': 'COLUMN',
  'columns.zone': 'ZONE',
  'vectors.file': 'FILE',
  'from.checkpoint': 'ID|STEP|best|last',
};

/** The words that stand for null. */
const none = 'none';

/** Returns the option that sets a field of a training file, as the schema of the field asks. */
export function fieldOption({ path, description, value, isNullable }: SchemaField): Option<unknown> {
  const usual = optionOf(value, description.replaceAll('null means', `${none} means`));
  const option = { ...usual, placeholder: placeholders[path.slice(-2).join('.')] ?? usual.placeholder };
  if (!isNullable) return option;
  return {
    ...option,
    placeholder: `${option.placeholder ?? ''}|${none}`,
    read: (given, name) => (given === none ? null : option.read(given, name)),
  };
}

function optionOf(value: JsonSchema, description: string): Option<unknown> {
  const choices = choicesOf(value).map(String);
  if (choices.length > 0) return isNumeric(value) ? numericChoice(choices, description) : choice(choices, description);
  switch (value.type) {
    case 'boolean':
      return onOrOff(description);
    case 'integer':
      return numeric('N', value, description, `a whole number${boundsInWords(boundsOf(value))}`);
    case 'number':
      return numeric('X', value, description, `a number${boundsInWords(boundsOf(value))}`);
    case 'array':
      return listOf(value.items ?? {}, description);
    default:
      return textOf(value, description);
  }
}

const isNumeric = ({ type }: JsonSchema): boolean => type === 'number' || type === 'integer';

function numericChoice(choices: readonly string[], description: string): Option<unknown> {
  const option = choice(choices, description);
  return {
    ...option,
    read(given, name) {
      const chosen = option.read(given, name);
      return chosen === undefined ? undefined : Number(chosen);
    },
  };
}

function onOrOff(description: string): Option<unknown> {
  const option = choice(['on', 'off'], description);
  return {
    ...option,
    read(given, name) {
      const chosen = option.read(given, name);
      return chosen === undefined ? undefined : chosen === 'on';
    },
  };
}

function numeric(placeholder: string, schema: JsonSchema, description: string, kind: string): Option<unknown> {
  return readFromText(placeholder, description, kind, (given) => {
    const value = given.trim() === '' ? NaN : Number(given);
    return isWithin(value, schema) ? value : null;
  });
}

function isWithin(value: number, { type, ...range }: JsonSchema): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = range;
  const isOfType = type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isOfType && value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
}

function listOf(items: JsonSchema, description: string): Option<unknown> {
  if (isNumeric(items)) return numberList('X,X,…', description);
  const choices = choicesOf(items).map(String);
  const option = nameList(choices.length > 0 ? 'LIST' : 'COLUMNS', describedWith(description, choices));
  return {
    ...option,
    read(given, name) {
      if (given === none && choices.length > 0) return [];
      const names = option.read(given, name);
      const unknown = choices.length > 0 ? names?.find((each) => !choices.includes(each)) : undefined;
      if (unknown === undefined) return names;
      throw new UsageError(`${name} takes ${choices.join(', ')} or ${none}, not “${unknown}”.`);
    },
  };
}

function describedWith(description: string, choices: readonly string[]): string {
  return choices.length === 0 ? description : `${description}, of ${choices.join(', ')}; ${none} for nothing`;
}

function textOf({ pattern, minLength = 0, maxLength = Infinity }: JsonSchema, description: string): Option<unknown> {
  const option = text('TEXT', description);
  return {
    ...option,
    read(given, name) {
      if (given === undefined) return undefined;
      if (given.length < minLength || given.length > maxLength)
        throw new UsageError(
          maxLength === Infinity
            ? `${name} takes at least ${minLength === 1 ? '1 character' : `${minLength} characters`}.`
            : `${name} takes ${minLength} to ${maxLength} characters.`,
        );
      if (pattern !== undefined && !new RegExp(pattern, 'u').test(given))
        throw new UsageError(`${name} does not take “${given}”: ${description}.`);
      return given;
    },
  };
}
