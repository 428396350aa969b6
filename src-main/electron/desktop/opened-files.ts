import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The files among the arguments that a system starts the program with. Switches are for Chromium. `isPackaged`: otherwise the first of them
 * is the program's folder. Paths may be relative to `folder`. The file managers of Linux name files by `file:` addresses; others are not meant.
 */
export function filesOfArguments(argv: readonly string[], folder: string, isPackaged: boolean): string[] {
  const args = argv.slice(1).filter((arg) => arg !== '' && !arg.startsWith('-'));
  return args.slice(isPackaged ? 0 : 1).flatMap((arg) => {
    if (/^file:/i.test(arg)) return pathOfAddress(arg) ?? [];
    if (/^[a-z][a-z+.-]+:\/\//i.test(arg)) return [];
    return isAbsolute(arg) ? arg : resolve(folder, arg);
  });
}

/** `null` means that it leads to another machine, or is none. */
function pathOfAddress(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}
