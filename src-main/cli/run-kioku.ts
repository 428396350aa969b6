import type { CommandEntry } from './command.ts';
import { exitCodeLines } from './exit-codes.ts';
import { programHelp } from './help.ts';
import { projectVersion, runsFromSources } from './project.ts';
import { runCommand } from './run-command.ts';
import { UsageError } from './usage-error.ts';

/** Runs `kioku <command>`, one of `commands`, and returns the exit code. Throws UsageError where there is no such command. */
export async function runKioku(commands: readonly CommandEntry[], args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stderr.write(`A command is missing.\n\n${overview(commands)}`);
    return 2;
  }
  if (name === 'help' && rest.length > 0) return runKioku(commands, [...rest.slice(0, 1), '--help']);
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(overview(commands));
    return 0;
  }
  if (name === '--version') {
    process.stdout.write(`${projectVersion()}\n`);
    return 0;
  }
  const entry = commands.find((candidate) => candidate.name === name);
  if (!entry) throw new UsageError(`There is no command “${name}”.`);
  return runCommand(`kioku ${name}`, await entry.load(), rest);
}

function overview(commands: readonly CommandEntry[]): string {
  return [
    programHelp('kioku', 'Trains recurrent networks on your own text, on this machine.', commands),
    'kioku <command> --help shows the options of a command and examples; kioku --version the version.',
    ...(runsFromSources ? ['In the project folder it is called as: npm run -s kioku -- <command>'] : []),
    '',
    ...exitCodeLines(),
    '',
    'With --json, every command writes JSON, errors too: the last line on standard output has {"error": {"code", "message"}}.',
    '',
    'Examples',
    '  kioku train --data novel.txt',
    '  kioku generate --run last --prompt "Once upon" --length 400',
    '  kioku serve',
    '',
  ].join('\n');
}
