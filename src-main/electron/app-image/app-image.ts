import { posix } from 'node:path';

/** The AppImage that this program runs from: one file that nothing has installed. */
export interface AppImage {
  file: string;
  /** The folder that its runtime has unpacked or mounted for this process. */
  folder: string;
  /** The folder for what belongs to one person's desktop: entries of menus, icons, types of files. */
  dataHome: string;
}

/** Null where the program was started otherwise, also from within another program's AppImage, whose variables it inherits. */
export function findAppImage(execPath: string, env: NodeJS.ProcessEnv, home: string): AppImage | null {
  const { APPIMAGE: file, APPDIR: folder, XDG_DATA_HOME: dataHome } = env;
  if (!file || !folder || !execPath.startsWith(`${folder}/`)) return null;
  return { file, folder, dataHome: dataHome || posix.join(home, '.local/share') };
}
