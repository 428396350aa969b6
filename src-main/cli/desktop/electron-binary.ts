import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';

const INSTALL_LIMIT_MS = 60_000;

const packageFolder = join(projectFolder, 'node_modules/electron');

/** Path of the Electron program, or null: the package comes without it and fetches it when it is first needed. */
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

/** Shows the studio in an Electron window until it is closed, or until `interrupted`. Gives false where it did not start properly. */
export function showInElectron(electron: string, url: string, interrupted: Promise<void>): Promise<boolean> {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE');
  return new Promise((resolve) => {
    const child = spawn(electron, [projectFolder], {
      env: { ...Object.fromEntries(inherited), KIOKU_STUDIO_URL: url },
      stdio: 'inherit',
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    void interrupted.then(() => {
      child.kill();
      resolve(true);
    });
  });
}
