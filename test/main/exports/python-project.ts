import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportRecord } from '../../../src-main/contract/export-records.ts';
import { readArtifact } from '../../../src-main/exports/artifact.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { TemporaryHost } from '../temporary-host.ts';

const found = new Map<string, string | null>();

/** Returns the first Python here that has these modules, or null. It is looked for once: to import PyTorch takes seconds. */
export function pythonWith(...modules: string[]): string | null {
  const imports = `import ${modules.join(', ')}`;
  const known = found.get(imports);
  if (known !== undefined) return known;
  const programs = ['python3', '/usr/bin/python3'];
  const program = programs.find((each) => spawnSync(each, ['-c', imports]).status === 0) ?? null;
  found.set(imports, program);
  return program;
}

/** The files of an export in a folder of their own. */
export async function unpackExport({ dataDir }: TemporaryHost, { id, fileName }: ExportRecord): Promise<string> {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  for (const { path, bytes } of await readArtifact(join(dataDir, 'exports', id, fileName))) {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, bytes);
  }
  return folder;
}

/** What a script of the project prints, given a text to read. Throws with what it says of errors where it fails. */
export async function runScript(program: string, folder: string, script: string[], input = ''): Promise<string> {
  const child = spawn(program, ['-B', ...script], { cwd: folder, env: { ...process.env, OMP_NUM_THREADS: '1' } });
  let printed = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code === 0) return printed;
  throw new Error(`${script.join(' ')} ended with ${String(code)}:\n${errors}`);
}
