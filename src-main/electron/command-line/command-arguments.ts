const modeSwitch = '--cli';

/** Marks the beginning of a command's arguments. Chromium takes nothing for its own that stands behind two dashes. */
export const commandLineArguments = [modeSwitch, '--'] as const;

/** The arguments of the command that the program was started for, or null when it was started for its window. */
export function argumentsOfCommand(argv: readonly string[]): string[] | null {
  const mode = argv.indexOf(modeSwitch);
  const end = argv.indexOf('--');
  if (mode < 0 || (end >= 0 && end < mode)) return null;
  return argv.slice(end < 0 ? mode + 1 : end + 1);
}
