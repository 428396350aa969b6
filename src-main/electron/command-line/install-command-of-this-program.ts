import { app } from 'electron';
import type { LogFile } from '../../host/log-file.ts';
import { stackOf } from '../../host/stack-of.ts';
import type { Dialogs } from '../desktop/dialogs.ts';
import { installCommand, type InstalledCommand } from './install-command.ts';

/**
 * Installs `kioku` for whoever uses this copy of the program, and says what came of it. Null means that it failed. An AppImage lies elsewhere
 * than what it has unpacked for this process.
 */
export async function installCommandOfThisProgram(
  dialogs: Pick<Dialogs, 'commandInstalled'>,
  log: Pick<LogFile, 'write'>,
): Promise<InstalledCommand | null> {
  const { platform, env, execPath } = process;
  const program = app.isPackaged ? [env['APPIMAGE'] ?? execPath] : [execPath, app.getAppPath()];
  const installed = await installCommand({ platform, env, home: app.getPath('home'), program }).catch(
    (error: unknown) => {
      log.write('error', `The command was not installed: ${stackOf(error)}`);
      return error instanceof Error ? error : new Error(String(error));
    },
  );
  await dialogs.commandInstalled(installed);
  return installed instanceof Error ? null : installed;
}
