import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onInterruption } from '../interruption.ts';
import { projectFolder } from '../project.ts';

const INSTALL_LIMIT_MS = 60_000;

const packageFolder = join(projectFolder, 'node_modules/electron');

/** Path of the Electron program, or null when the package comes without it and fetches it when it is first needed. */
export function findElectron(): string | null {
  // Written last, so a half-fetched program has none.
  const nameFile = join(packageFolder, 'path.txt');
  if (!existsSync(nameFile)) return null;
  const path = join(packageFolder, 'dist', readFileSync(nameFile, 'utf8'));
  return existsSync(path) ? path : null;
}

/** Lets the package fetch its program, for a minute at most. Gives the path, or null where that did not succeed. */
export async function fetchElectron(): Promise<string | null> {
  const script = join(packageFolder, 'install.js');
  if (!existsSync(script)) return null;
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [script], {
      stdio: 'ignore',
      timeout: INSTALL_LIMIT_MS,
      killSignal: 'SIGKILL',
    });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return findElectron();
}

/** Runs the desktop program until it is closed, or Ctrl-C is pressed. Gives false where it did not start properly. */
export function showInElectron(electron: string, dataDir: string | undefined): Promise<boolean> {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE');
  const env = Object.fromEntries(inherited);
  if (dataDir !== undefined) env['KIOKU_DATA_DIR'] = resolve(dataDir);
  return new Promise((done) => {
    const child = spawn(electron, [projectFolder], { env, stdio: 'inherit' });
    // It asks about a training, and pauses it, before it ends.
    const stopListening = onInterruption(() => void child.kill('SIGTERM'));
    const end = (isWell: boolean) => {
      stopListening();
      done(isWell);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
}
