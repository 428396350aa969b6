import type { OptionTable, OptionValues } from './options.ts';

/** One command of the command line. Its file must be cheap to import: `--help` loads it, so what is heavy is imported in `run`. */
export interface Command<O extends OptionTable = OptionTable> {
  /** A paragraph about what it does. */
  description: string;
  options: O;
  /** The arguments beside the options, or null when there are none. */
  positionals: { placeholder: string; description: string; minimum: number } | null;
  /** Whole command lines, without the program's name. */
  examples: string[];
  /** Does the work and gives the exit code. */
  run(values: OptionValues<O>, positionals: string[]): Promise<number>;
}

/** A command before it is loaded. */
export interface CommandEntry {
  name: string;
  /** One line for the overview. */
  summary: string;
  load(): Promise<Command<OptionTable>>;
}

/** Lets the option table's type flow into `run`. */
export function defineCommand<const O extends OptionTable>(command: Command<O>): Command<O> {
  return command;
}
