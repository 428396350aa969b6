import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, runsFromSources } from '../project.ts';

/** The sources of the pages and of the desktop program. */
const sources = ['src-renderer', 'src-main', 'src-engine', 'electron.vite.config.ts'];

/** The folder with the studio's pages, the desktop program beside it; built first where something is missing or older than its sources. */
export async function builtStudio(): Promise<string> {
  const folder = join(projectFolder, 'out/renderer');
  if (!runsFromSources) return folder; // it came with the program
  const outcomes = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'].map((file) =>
    builtAt(join(projectFolder, file)),
  );
  const newest = Math.max(...sources.map((source) => newestChange(join(projectFolder, source))));
  if (Math.min(...outcomes) < newest) {
    process.stderr.write('Building the studio; this is needed once and takes a few seconds…\n');
    await build();
  }
  return folder;
}

/** 0: it is missing. */
const builtAt = (file: string): number => (existsSync(file) ? statSync(file).mtimeMs : 0);

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
      else reject(new Error(`The studio could not be built. Run “npm install” and try again.\n${output}`));
    });
  });
}
