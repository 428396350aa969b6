import { readFileSync } from 'node:fs';
import type { ExportFile } from '../../src-engine/interchange/export-file.ts';

// Beside this file when built.
const folder = import.meta.url.endsWith('.ts') ? '../../resources/pytorch-project' : './pytorch-project';

/** A file that goes into a PyTorch project as it is; `path` is its place there. */
export function projectFile(name: string, path = name): ExportFile {
  const file = new URL(`${folder}/${name}`, import.meta.url);
  return { path, bytes: new Uint8Array(readFileSync(file)) };
}
