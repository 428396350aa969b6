import { runsFromSources } from './project.ts';
import type { StudioValues } from './studio/with-studio.ts';

/** A command line that a person can copy as it is. */
export function suggestedCommand(command: string, where: Partial<StudioValues>): string {
  return `${runsFromSources ? 'npm run -s kioku --' : 'kioku'} ${command}${argumentsOf(where)}`;
}

/** The command that opens the studio on the same data. */
export function suggestedStart(dataDir: string | undefined): string {
  return dataDir === undefined ? 'npm start' : `npm start --${argumentsOf({ 'data-dir': dataDir })}`;
}

function argumentsOf(where: Partial<StudioValues>): string {
  return (['data-dir', 'connect', 'token-file'] as const)
    .map((name) => (where[name] === undefined ? '' : ` --${name} ${quotedArgument(where[name])}`))
    .join('');
}

/** Quotes an argument where a shell would take it apart. */
export function quotedArgument(argument: string): string {
  return /^[\p{L}\p{N}_./:\\~,-]+$/u.test(argument) ? argument : `"${argument.replaceAll(/["\\$`]/g, '\\$&')}"`;
}
