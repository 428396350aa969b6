import { defineCommand, type CommandEntry } from '../command.ts';
import { documentOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** The command that completes these commands. */
export const completionOf = (commands: readonly CommandEntry[]) =>
  defineCommand({
    description:
      'Writes a script by which a shell completes the commands of kioku, their options and the values of these. Bash and zsh load it with ' +
      'eval, fish with source; put that line into ~/.bashrc, ~/.zshrc or config.fish.',
    positionals: { placeholder: shells.join('|'), description: 'the shell', minimum: 1 },
    options: { json: { ...documentOption, description: 'writes commands and options as JSON instead' } },
    examples: [
      'kioku completion bash > ~/.local/share/bash-completion/completions/kioku',
      'eval "$(kioku completion zsh)"',
      'kioku completion fish | source',
    ],
    async run(values, [wanted = '', extra]) {
      if (extra !== undefined) throw new UsageError(`“${extra}” is one word too many.`);
      const shell = shells.find((each) => each === wanted);
      if (shell === undefined) throw new UsageError(`completion takes ${shells.join(', ')}, not “${wanted}”.`);
      const { completedCommands } = await import('../completion/completed-command.ts');
      const { completionScript } = await import('../completion/completion-script.ts');
      const completed = await completedCommands(commands);
      process.stdout.write(values.json ? `${JSON.stringify(completed)}\n` : completionScript(shell, completed));
      return 0;
    },
  });
