import type { CommandEntry } from '../command.ts';

/** The words of a command that a shell can complete. */
export interface CompletedCommand {
  name: string;
  summary: string;
  options: { name: string; description: string; takesValue: boolean; choices: string[]; takesFile: boolean }[];
  /** Words that can stand beside the options. */
  words: string[];
}

/** Reads these commands, with their options. */
export async function completedCommands(commands: readonly CommandEntry[]): Promise<CompletedCommand[]> {
  return Promise.all(
    commands.map(async ({ name, summary, load }) => {
      const { options, positionals } = await load();
      return {
        name,
        summary,
        options: [
          ...Object.entries(options).map(([option, { placeholder, description }]) => ({
            name: option,
            description,
            takesValue: placeholder !== null,
            choices: choicesOf(placeholder ?? ''),
            takesFile: /FILE|FOLDER|PATH|DIR/.test(placeholder ?? ''),
          })),
          { name: 'help', description: 'shows all options', takesValue: false, choices: [], takesFile: false },
        ],
        words: choicesOf((positionals?.placeholder ?? '').replace(/^\[?([^\s\]]*).*$/, '$1')),
      };
    }),
  );
}

/** The words of a placeholder that are typed as they are; what is in capitals stands for something. */
function choicesOf(placeholder: string): string[] {
  return placeholder.split('|').filter((word) => /^[a-z0-9][\w-]*$/.test(word));
}
