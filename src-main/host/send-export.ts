import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../contract/errors.ts';
import type { Host } from './host.ts';

/** The id in the address of an export's file; null means that it is another address. */
export function exportIdOf(path: string): string | null {
  return /^\/exports\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null;
}

/**
 * Sends the file of an export to be saved, a piece at a time as fast as it is taken, so that neither side holds all of it. Whatever is in
 * the file is never shown as a page of the studio. `false` means that there is no such file.
 */
export async function sendExport(
  host: Host,
  exportId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = pathOf(host, exportId);
  if (path === null) return false;
  const { size } = await stat(path);
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': size,
    'Content-Disposition': `attachment; filename*=UTF-8''${headerText(basename(path))}`,
    'Content-Security-Policy': 'sandbox',
    'Cache-Control': 'no-store',
  });
  if (request.method === 'HEAD') response.end();
  // Whoever gives a download up closes the line: no failure of ours.
  else await pipeline(createReadStream(path), response).catch(() => response.destroy());
  return true;
}

function pathOf(host: Host, exportId: string): string | null {
  try {
    return host.exportedFile(exportId);
  } catch (error) {
    if (error instanceof StudioError && error.code === 'export-not-found') return null;
    throw error;
  }
}

/** RFC 8187: what encodeURIComponent leaves and a header value may not have is encoded too. */
const headerText = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
