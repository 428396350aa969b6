import type { SchemaField } from '../../../contract/training-files/schema-fields.ts';
import type { TrainingFile } from '../../../contract/training-files/training-file.ts';
import type { Option } from '../../options.ts';
import { readModel } from '../../read-model.ts';
import { UsageError } from '../../usage-error.ts';
import type { Validation } from '../validation-option.ts';
import { fieldOption } from './field-option.ts';
import { fileFields, optionName } from './file-fields.ts';
import { olderNames, specialOptions } from './special-options.ts';

type Options = Record<string, Option<unknown>> & Record<'data' | 'dataset', Option<string | undefined>>;

/** The options that set the fields of a training file: one for each field, made from the schema of the file. */
export const fileOptions: Options = optionsOf(fileFields);

/** Fields about how often and under which name a training is started. */
const aboutRuns = ['name', 'seeds', 'sweep', 'from'];

/** The options of commands that ask about a training before it is started. */
export const planOptions: Options = optionsOf(
  fileFields.filter(({ path: [first = ''] }) => !aboutRuns.includes(first)),
);

/** The options of a run that goes on from a checkpoint: its data, network and tokenizer are decided. */
export const branchOptions: Record<string, Option<unknown>> = optionsOf(
  fileFields.filter(({ path: [first = ''] }) => first === 'name' || first === 'train'),
);

function optionsOf(fields: readonly SchemaField[]): Options {
  const options: Record<string, Option<unknown>> = Object.fromEntries(
    fields.map((field) => {
      const name = optionName(field.path);
      return [name, specialOptions[name] ?? withPatience(field, fieldOption(field))];
    }),
  );
  const older = Object.entries(olderNames).flatMap(([name, { of, description }]) => {
    const option = options[of];
    return option === undefined ? [] : [[name, { ...option, description }] as const];
  });
  return { ...options, ...Object.fromEntries(older) } as Options;
}

/** The first setting of a group that may be null also switches the group off. */
function withPatience({ path, nullableGroup }: SchemaField, option: Option<unknown>): Option<unknown> {
  if (nullableGroup === null || path.at(-1) !== 'patience') return option;
  return {
    ...option,
    placeholder: `${option.placeholder ?? ''}|none`,
    description: `${option.description}; none never does`,
    read: (given, name) => (given === 'none' ? null : option.read(given, name)),
  };
}

/** The options of a command line in the form of a training file. Kinds of settings may be left open. */
export async function fileOfOptions(given: Readonly<Record<string, unknown>>): Promise<TrainingFile> {
  const values: Record<string, unknown> = { ...given };
  for (const [name, { of }] of Object.entries(olderNames)) values[of] ??= values[name];
  const validation = values['validation'] as Validation | undefined;
  values['validation'] = validation !== undefined && 'share' in validation ? validation.share : undefined;
  const file: Record<string, unknown> = {};
  for (const { path, nullableGroup } of fileFields) {
    const name = optionName(path);
    const value = values[name];
    // A flag that is not there says nothing.
    if (value === undefined || (value === false && specialOptions[name]?.placeholder === null)) continue;
    if (path.join('.') === 'data.validation') continue;
    put(file, value === null && nullableGroup !== null && path.at(-1) === 'patience' ? nullableGroup : path, value);
  }
  if (validation !== undefined && 'file' in validation) put(file, ['data', 'validation'], validation.file);
  if (file['preset'] !== undefined && file['model'] !== undefined)
    throw new UsageError('Either --preset or --model is given, not both.');
  if (typeof values['model'] === 'string') put(file, ['model'], await readModel(values['model']));
  return file;
}

function put(settings: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) settings[name] = value;
  else {
    const inner = (settings[name] ?? {}) as Record<string, unknown>;
    settings[name] = inner;
    put(inner, rest, value);
  }
}
