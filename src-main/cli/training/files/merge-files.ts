import type { TrainingFile } from '../../../contract/training-files/training-file.ts';

/** Fields of which a new one takes the place of the others: a preset, and layers of one’s own. */
const alternatives: readonly (readonly string[])[] = [
  ['preset', 'model'],
  ['data.file', 'data.dataset'],
];
/** Fields that are about other ones, and go with them. */
const goesWith: Readonly<Record<string, readonly string[]>> = {
  'data.file': ['data.hash'],
  'data.dataset': ['data.hash', 'data.columns'],
};

/** Returns the file with what a command line says instead. A new kind of optimizer, schedule or clipping brings its own settings. */
export function mergeFiles(file: TrainingFile, given: TrainingFile): TrainingFile {
  const merged = structuredClone(file) as Record<string, unknown>;
  for (const group of alternatives)
    if (group.some((path) => isSet(given, path)))
      for (const path of group) {
        remove(merged, path);
        for (const other of goesWith[path] ?? []) if (!isSet(given, other)) remove(merged, other);
      }
  return mergeInto(merged, given as Record<string, unknown>) as TrainingFile;
}

function mergeInto(base: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const isOtherKind = given['type'] !== undefined && base['type'] !== undefined && given['type'] !== base['type'];
  const kept = isOtherKind ? {} : base;
  return {
    ...kept,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        const before = kept[name];
        return [name, isSettings(before) && isSettings(value) ? mergeInto(before, value) : value];
      }),
    ),
  };
}

const isSettings = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isSet(file: TrainingFile, path: string): boolean {
  return (
    path.split('.').reduce<unknown>((value, name) => (isSettings(value) ? value[name] : undefined), file) !== undefined
  );
}

function remove(settings: Record<string, unknown>, path: string): void {
  const [name = '', ...rest] = path.split('.');
  const inner = settings[name];
  if (rest.length === 0) Reflect.deleteProperty(settings, name);
  else if (isSettings(inner)) remove(inner, rest.join('.'));
}
