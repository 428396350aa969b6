import { checkNodeVersion } from '../db/check-node-version.ts';
import { compiledCodeFolder } from '../engine-process/cache-folder.ts';
import type { Command } from './command.ts';
import { failureDocument, isTold } from './failure.ts';
import { commandHelp } from './help.ts';
import { parseOptions } from './options.ts';
import type { OptionTable } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Runs one command with the arguments after its name, and gives the exit code: 2 for wrong use, 1 for a failure. */
export async function runCommand<O extends OptionTable>(
  invocation: string,
  command: Command<O>,
  args: readonly string[],
): Promise<number> {
  if (asksForHelp(args)) {
    process.stdout.write(commandHelp(invocation, command));
    return 0;
  }
  return reportFailure(invocation, asksForJson(args), async () => {
    const { values, positionals } = parseOptions(command.options, args);
    const unexpected = command.positionals ? undefined : positionals[0];
    if (unexpected !== undefined) throw new UsageError(`“${unexpected}” is not an option.`);
    if (command.positionals && positionals.length < command.positionals.minimum)
      throw new UsageError(`${command.positionals.placeholder} is missing.`);
    return command.run(values, positionals);
  });
}

function asksForHelp(args: readonly string[]): boolean {
  return optionsOf(args).some((argument) => argument === '--help' || argument === '-h');
}

const asksForJson = (args: readonly string[]): boolean => optionsOf(args).includes('--json');

function optionsOf(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

/** Turns what is thrown into a sentence on standard error, for programs also into a line on standard output, and an exit code. */
async function reportFailure(invocation: string, isJson: boolean, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (isJson && !isTold(error)) process.stdout.write(`${JSON.stringify(failureDocument(error))}\n`);
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message} See ${invocation} --help\n`);
      return 2;
    }
    const failure = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`${failure.message}\n`);
    if (failure.name === 'TrainingFileError') return 2;
    if (process.env['KIOKU_DEBUG'] === '1') process.stderr.write(`${failure.stack ?? ''}\n`);
    return 1;
  }
}

/** A terminal that was closed takes no more words. What is to be done then, its signal says: a training writes a checkpoint. */
function ignoreLostTerminal(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EIO') throw error;
}

/** The outermost frame of a program: does the work and ends the process with its exit code. */
export async function runProgram(invocation: string, work: () => Promise<number>): Promise<void> {
  // A reader that has seen enough (`kioku runs | head -1`) closes the pipe; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    ignoreLostTerminal(error);
  });
  process.stderr.on('error', ignoreLostTerminal);
  const code = await reportFailure(invocation, asksForJson(process.argv.slice(2)), async () => {
    checkNodeVersion();
    // Older versions of Node cannot even import it by its name.
    const { enableCompileCache } = await import('node:module');
    // Commands are imported from here on. Where nothing can be kept, they are compiled anew each time.
    enableCompileCache(compiledCodeFolder());
    return work();
  });
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
