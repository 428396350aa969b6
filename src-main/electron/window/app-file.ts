import { lookup } from 'mrmime';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface AppFile {
  content: Uint8Array;
  type: string;
}

/**
 * Reads the built renderer's file for a URL path. Paths without an extension are the renderer's own routes and give index.html. Returns null
 * where there is no such file in the folder; links that lead out of it count as none.
 */
export async function readAppFile(folder: string, urlPath: string): Promise<AppFile | null> {
  const path = decodePath(urlPath);
  if (path === null) return null;
  const wanted = join(folder, extname(path) === '' ? 'index.html' : path);
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(wanted)]);
    if (!file.startsWith(root + sep)) return null;
    return { content: await readFile(file), type: typeOf(file) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR|EISDIR)$/.test(String(error.code))) return null;
    throw error;
  }
}

function typeOf(file: string): string {
  const type = lookup(file) ?? 'application/octet-stream';
  return /^text\/|\/json$/.test(type) ? `${type}; charset=utf-8` : type;
}

function decodePath(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.includes('\0') || path.split(/[/\\]/).some((part) => part.startsWith('.')) ? null : path;
  } catch {
    return null;
  }
}
