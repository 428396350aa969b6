import { homedir } from 'node:os';
import { join } from 'node:path';

/** Returns the studio's data folder; `KIOKU_DATA_DIR` names another one for all commands. */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  const wanted = environment['KIOKU_DATA_DIR'];
  if (wanted) return wanted;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kioku Studio');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Kioku Studio');
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'kioku-studio');
}
