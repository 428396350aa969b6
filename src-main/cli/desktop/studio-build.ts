import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';

/** What the studio's pages are made from. */
const sources = [
  'src-renderer',
  'src-main/contract',
  'src-main/electron',
  'src-engine/spec',
  'src-engine/models',
  'src-engine/schedules',
  'electron.vite.config.ts',
];

/** The folder with the studio's pages, built first where it is missing or older than its sources. */
export async function builtStudio(): Promise<string> {
  const folder = join(projectFolder, 'out/renderer');
  const page = join(folder, 'index.html');
  const newest = Math.max(...sources.map((source) => newestChange(join(projectFolder, source))));
  if (!existsSync(page) || statSync(page).mtimeMs < newest) {
    process.stderr.write('Building the studio’s pages; this is needed once and takes a few seconds…\n');
    await build();
  }
  return folder;
}

function newestChange(path: string): number {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function build(): Promise<void> {
  const script = join(projectFolder, 'node_modules/electron-vite/bin/electron-vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, 'build'], { cwd: projectFolder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The studio’s pages could not be built. Run “npm install” and try again.\n${output}`));
    });
  });
}
