import { app } from 'electron';
import { installCommand, type InstalledCommand } from './install-command.ts';

/** `kioku` for whoever uses this copy of the program. An AppImage lies elsewhere than what it has unpacked for this process. */
export function installCommandOfThisProgram(): Promise<InstalledCommand> {
  const { platform, env, execPath } = process;
  const program = app.isPackaged ? [env['APPIMAGE'] ?? execPath] : [execPath, app.getAppPath()];
  return installCommand({ platform, env, home: app.getPath('home'), program });
}
