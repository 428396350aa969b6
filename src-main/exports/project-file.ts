import { readFileSync } from 'node:fs';
import type { ExportFile } from '../../src-engine/interchange/export-file.ts';

/** A file that goes into a PyTorch project as it is. */
export function projectFile(name: string): ExportFile {
  const file = new URL(`../../resources/pytorch-project/${name}`, import.meta.url);
  return { path: name, bytes: new Uint8Array(readFileSync(file)) };
}
