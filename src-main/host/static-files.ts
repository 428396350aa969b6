import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface StaticFile {
  content: Uint8Array;
  type: string;
  /** Its name holds a hash of its content, so it never changes. */
  immutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The built renderer's file for a URL path. Paths without an extension are the renderer's own routes and give index.html. null:
 * there is no such file in the folder; links that lead out of it count as none.
 */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | null> {
  const path = decodePath(urlPath);
  if (path === null) return null;
  const isRoute = extname(path) === '';
  const wanted = join(folder, isRoute ? 'index.html' : path);
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(wanted)]);
    if (!file.startsWith(root + sep)) return null;
    const type = types[extname(file)] ?? 'application/octet-stream';
    return { content: await readFile(file), type, immutable: !isRoute && path.startsWith('/assets/') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR|EISDIR)$/.test(String(error.code))) return null;
    throw error;
  }
}

function decodePath(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.includes('\0') || path.split(/[/\\]/).some((part) => part.startsWith('.')) ? null : path;
  } catch {
    return null;
  }
}
