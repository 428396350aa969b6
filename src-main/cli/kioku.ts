import { commandList } from './command-list.ts';
import { table } from './help.ts';
import { projectVersion } from './project.ts';
import { runCommand, runProgram } from './run-command.ts';
import { UsageError } from './usage-error.ts';

/** `kioku <command>`: everything the studio can do, without its window. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stderr.write(`A command is missing.\n\n${overview()}`);
    return 2;
  }
  if (name === 'help' && rest.length > 0) return main([...rest.slice(0, 1), '--help']);
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(overview());
    return 0;
  }
  if (name === '--version') {
    process.stdout.write(`${projectVersion()}\n`);
    return 0;
  }
  const entry = commandList.find((candidate) => candidate.name === name);
  if (!entry) throw new UsageError(`There is no command “${name}”.`);
  return runCommand(`kioku ${name}`, await entry.load(), rest);
}

function overview(): string {
  return [
    'kioku <command> [options]',
    '',
    'Trains recurrent networks on your own text, on this machine.',
    '',
    table(commandList.map(({ name, summary }) => [name, summary])),
    '',
    'kioku <command> --help shows the options of a command and examples; kioku --version the version.',
    'In the project folder it is called as: npm run -s kioku -- <command>',
    '',
    'Examples',
    '  kioku train --data novel.txt',
    '  kioku generate --run last --prompt "Once upon" --length 400',
    '  kioku serve',
    '',
  ].join('\n');
}

await runProgram('kioku', () => main(process.argv.slice(2)));
