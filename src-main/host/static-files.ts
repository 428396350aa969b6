import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import sirv from 'sirv';

/** Answers with a file, or calls `orElse` where there is none for this address. */
export type AnswerWithFile = (request: IncomingMessage, response: ServerResponse, orElse: () => void) => void;

/**
 * The built renderer's files, as they are at each request. Paths without an extension are the renderer's own routes and give index.html; links
 * count as no files, as they may lead out of the folder.
 */
export function serveFiles(folder: string): AnswerWithFile {
  const links = linksIn(folder);
  const answer = sirv(folder, {
    etag: true,
    single: true,
    // Files are looked up each time: an update may replace them under a running studio.
    dev: true,
    // A path with a dot in its last part is a file, and no route.
    ignores: [/\.[^/]*$/],
    setHeaders(response, path) {
      // Names of assets hold a hash of their content.
      const isAsset = path.startsWith('/assets/');
      response.setHeader('Cache-Control', isAsset ? 'private, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response, orElse) => {
    const path = decoded((request.url ?? '').split('?')[0]);
    if (links.some((link) => path === link || path.startsWith(`${link}/`))) orElse();
    else answer(request, response, orElse);
  };
}

/** Decodes a path in the way in which files are looked up. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function linksIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`);
}
