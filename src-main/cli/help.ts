import { Command as CommanderCommand, Help } from 'commander';
import type { Command } from './command.ts';
import { exitCodeLines } from './exit-codes.ts';
import { commanderOptions, type OptionTable } from './options.ts';

const WIDTH = 100;
/** Names that are longer stand on a line of their own. */
const LONGEST_NAME = 28;

/** Commander's help, with names and descriptions side by side as far as there is room. */
class CommandHelp extends Help {
  readonly #placeholders: ReadonlyMap<string, string | null>;
  override helpWidth = WIDTH;

  constructor(table: OptionTable = {}) {
    super();
    this.#placeholders = new Map(Object.entries(table).map(([name, { placeholder }]) => [name, placeholder]));
  }

  override optionTerm(option: Parameters<Help['optionTerm']>[0]): string {
    const placeholder = this.#placeholders.get(option.name());
    return placeholder === undefined || placeholder === null
      ? `--${option.name()}`
      : `--${option.name()} ${placeholder}`;
  }

  override subcommandTerm(command: CommanderCommand): string {
    return command.name();
  }

  override padWidth(...[command, helper]: Parameters<Help['padWidth']>): number {
    return Math.min(LONGEST_NAME, super.padWidth(command, helper));
  }

  override formatItem(...[term, width, description, helper]: Parameters<Help['formatItem']>): string {
    if (term.length <= width) return super.formatItem(term, width, description, helper);
    return `  ${term}\n${super.formatItem('', width, description, helper)}`;
  }
}

/** The help of one command. `invocation` is how a person calls it: `kioku train`. */
export function commandHelp<O extends OptionTable>(invocation: string, command: Command<O>): string {
  const { positionals, description, options, examples } = command;
  const described = new CommanderCommand(invocation)
    .usage(`${positionals ? `${positionals.placeholder} ` : ''}[options]`)
    .description(description)
    .helpOption('--help', 'shows this');
  if (positionals) described.argument('[value]', positionals.description);
  for (const option of commanderOptions(options)) described.addOption(option);
  const help = new CommandHelp(options);
  if (positionals) help.argumentTerm = () => positionals.placeholder;
  return [
    help.formatHelp(described, help),
    'Examples',
    ...examples.map((example) => `  ${example}`),
    '',
    ...exitCodeLines(),
    '',
  ].join('\n');
}

/** The overview of all commands. `introduction` says what the program is for. */
export function programHelp(
  name: string,
  introduction: string,
  commands: readonly { name: string; summary: string }[],
): string {
  const program = new CommanderCommand(name).usage('<command> [options]').description(introduction).helpOption(false);
  program.helpCommand(false);
  for (const command of commands) program.command(command.name).description(command.summary);
  const help = new CommandHelp();
  return help.formatHelp(program, help);
}
