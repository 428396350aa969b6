import { isAbsolute, resolve } from 'node:path';

/**
 * The files among the arguments that a system starts the program with. Switches are for Chromium. `isPackaged`: otherwise the program's
 * folder comes first. Only absolute paths and those relative to `folder` are meant; addresses are not.
 */
export function filesOfArguments(argv: readonly string[], folder: string, isPackaged: boolean): string[] {
  const args = argv.slice(isPackaged ? 1 : 2);
  return args
    .filter((arg) => arg !== '' && !arg.startsWith('-') && !/^[a-z][a-z+.-]+:\/\//i.test(arg))
    .map((arg) => (isAbsolute(arg) ? arg : resolve(folder, arg)));
}
