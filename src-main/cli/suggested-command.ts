import { runsFromSources } from './project.ts';

/** A command line that a person can copy as it is. */
export function suggestedCommand(command: string, dataDir: string | undefined): string {
  return `${runsFromSources ? 'npm run -s kioku --' : 'kioku'} ${command}${dataDirArgument(dataDir)}`;
}

/** How the studio is opened on the same data. */
export function suggestedStart(dataDir: string | undefined): string {
  return dataDir === undefined ? 'npm start' : `npm start --${dataDirArgument(dataDir)}`;
}

function dataDirArgument(dataDir: string | undefined): string {
  return dataDir === undefined ? '' : ` --data-dir ${quoted(dataDir)}`;
}

function quoted(argument: string): string {
  return /^[\w./:\\~-]+$/.test(argument) ? argument : `"${argument.replaceAll(/["\\$`]/g, '\\$&')}"`;
}
