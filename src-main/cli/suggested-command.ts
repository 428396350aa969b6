/** A command line that a person can copy as it is. */
export function suggestedCommand(command: string, dataDir: string | undefined): string {
  return `npm run -s kioku -- ${command}${dataDir === undefined ? '' : ` --data-dir ${quoted(dataDir)}`}`;
}

function quoted(argument: string): string {
  return /^[\w./:\\~-]+$/.test(argument) ? argument : `"${argument.replaceAll(/["\\$`]/g, '\\$&')}"`;
}
