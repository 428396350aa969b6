import { Command, CommanderError, Option as CommanderOption } from 'commander';
import { UsageError } from './usage-error.ts';

/** One `--option` of a command: how it looks in the help, and what its text means. */
export interface Option<T> {
  /** The placeholder of the value in the help, or null for a flag without a value. */
  readonly placeholder: string | null;
  readonly description: string;
  /** Several of the option are joined by commas; where it is left out, the last one counts. */
  readonly isRepeatable?: boolean;
  /** `given` is undefined where the option was left out. Throws UsageError. */
  read(given: string | undefined, name: string): T;
}

export type OptionTable = Record<string, Option<unknown>>;

export type OptionValues<O extends OptionTable> = { [K in keyof O]: O[K] extends Option<infer T> ? T : never };

export function flag(description: string): Option<boolean> {
  return { placeholder: null, description, read: (given) => given !== undefined };
}

/** Settings such as `rate=0.1,cell=lstm`, which may come in several options. */
export function assignments(placeholder: string, description: string): Option<Record<string, string>> {
  return {
    placeholder,
    description,
    isRepeatable: true,
    read(given, name) {
      const pairs = given?.split(',').map((pair) => /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair)) ?? [];
      return Object.fromEntries(
        pairs.map((pair) => {
          if (pair === null)
            throw new UsageError(`${name} takes name=value, with commas between several, not “${given}”.`);
          return [pair[1], pair[2]];
        }),
      );
    },
  };
}

export function text(placeholder: string, description: string): Option<string | undefined> {
  return { placeholder, description, read: (given) => given };
}

/** A number from `minimum` to `maximum`. */
export function number(placeholder: string, description: string, range: { minimum: number; maximum: number }) {
  const { minimum, maximum } = range;
  return numeric(placeholder, description, `a number from ${minimum} to ${maximum}`, (value) => {
    return value >= minimum && value <= maximum;
  });
}

export function positiveNumber(placeholder: string, description: string) {
  return numeric(placeholder, description, 'a number above 0', (value) => value > 0 && value < Infinity);
}

export function wholeNumber(placeholder: string, description: string, minimum: number, maximum?: number) {
  const bounds = maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return numeric(placeholder, description, `a whole number ${bounds}`, (value) => {
    return Number.isSafeInteger(value) && value >= minimum && value <= (maximum ?? Infinity);
  });
}

function numeric(
  placeholder: string,
  description: string,
  kind: string,
  accepts: (value: number) => boolean,
): Option<number | undefined> {
  return readFromText(placeholder, description, kind, (given) => {
    const value = given.trim() === '' ? NaN : Number(given);
    return accepts(value) ? value : null;
  });
}

/** `read` returns null for a text that is not `kind`. */
export function readFromText<T>(
  placeholder: string,
  description: string,
  kind: string,
  read: (given: string) => T | null,
): Option<T | undefined> {
  return {
    placeholder,
    description,
    read(given, name) {
      if (given === undefined) return undefined;
      const value = read(given);
      if (value === null) throw new UsageError(`${name} takes ${kind}, not “${given}”.`);
      return value;
    },
  };
}

/** Numbers of at least 0, with commas between them. */
export function numberList(placeholder: string, description: string): Option<number[] | undefined> {
  return {
    placeholder,
    description,
    read(given, name) {
      const values = given?.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
      if (values?.every((value) => value >= 0 && value < Infinity) === false)
        throw new UsageError(`${name} takes numbers of at least 0 with commas between them, not “${given}”.`);
      return values;
    },
  };
}

/** Names with commas between them; one with a comma in it is in double quotes, in which a quote is written twice. */
export function nameList(placeholder: string, description: string): Option<string[] | undefined> {
  return {
    placeholder,
    description,
    read(given, name) {
      if (given === undefined) return undefined;
      const names = [...given.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)]
        .filter(([whole], n) => whole !== '' || n === 0)
        .map(([, inQuotes, plain = '']) => (inQuotes === undefined ? plain.trim() : inQuotes.replaceAll('""', '"')));
      if (names.some((each) => each === ''))
        throw new UsageError(`${name} takes names with commas between them, not “${given}”.`);
      return names;
    },
  };
}

export function choice<const C extends string>(choices: readonly C[], description: string): Option<C | undefined> {
  return {
    placeholder: choices.join('|'),
    description,
    read(given, name) {
      if (given === undefined) return undefined;
      const chosen = choices.find((candidate) => candidate === given);
      if (chosen === undefined) throw new UsageError(`${name} is one of ${choices.join(', ')}, not “${given}”.`);
      return chosen;
    },
  };
}

/** The same option, with a value for when it is left out. */
export function withDefault<T>(option: Option<T | undefined>, value: T): Option<T> {
  return {
    placeholder: option.placeholder,
    description: `${option.description} (${String(value)} if left out)`,
    read: (given, name) => option.read(given, name) ?? value,
  };
}

/** The same option, which must not be left out. */
export function required<T>(option: Option<T | undefined>): Option<T> {
  return {
    placeholder: option.placeholder,
    description: `${option.description} (required)`,
    read(given, name) {
      const value = option.read(given, name);
      if (value === undefined) throw new UsageError(`${name} ${option.placeholder ?? ''} is missing.`);
      return value;
    },
  };
}

/** The options as commander knows them: what it finds is read by the table. */
export function commanderOptions(table: OptionTable): CommanderOption[] {
  return Object.entries(table).map(([name, { placeholder, description, isRepeatable }]) => {
    const option = new CommanderOption(placeholder === null ? `--${name}` : `--${name} <value>`, description);
    option.negate = false; // “--no-open” is an option by that name
    if (isRepeatable)
      option.argParser((value: string, before: string | undefined) => [before, value].filter(Boolean).join());
    return option;
  });
}

/** Reads a command line against a table of options. Throws UsageError with one sentence on what is wrong. */
export function parseOptions<O extends OptionTable>(
  table: O,
  args: readonly string[],
): { values: OptionValues<O>; positionals: string[] } {
  const parser = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  parser.helpOption(false).allowExcessArguments();
  const options = commanderOptions(table);
  for (const option of options) parser.addOption(option);
  parse(parser, args);
  const found = parser.opts<Record<string, string | true | undefined>>();
  const values = options.map((option) => {
    const name = option.name();
    const given = found[option.attributeName()];
    return [name, table[name]?.read(given === true ? '' : given, `--${name}`)];
  });
  return { values: Object.fromEntries(values) as OptionValues<O>, positionals: parser.args };
}

function parse(parser: Command, args: readonly string[]): void {
  try {
    parser.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const [problem = '', hint] = error.message.replace(/^error: /, '').split('\n');
    const sentence = `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`;
    throw new UsageError(hint === undefined ? sentence : `${sentence} ${hint.replace(/^\(|\)$/g, '')}`);
  }
}
