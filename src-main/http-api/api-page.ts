import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { sendText } from './send-answer.ts';

/** The files of the page on which the API can be tried, by the path that they are called by. */
const files: Readonly<Record<string, { file: string; type: string }>> = {
  '/v1/docs': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/v1/docs/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/v1/docs/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
};

/**
 * Answers with the description of the API, or with the page on which it can be tried. These are the same for everybody, and take no token.
 * Resolves with whether there is one at this path.
 */
export async function answerWithPage(response: ServerResponse, pathname: string, version: string): Promise<boolean> {
  if (pathname === '/v1/openapi.json') {
    const content = await describedApi(version);
    sendText(response, { type: 'application/json; charset=utf-8', content });
    return true;
  }
  const found = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
  if (found === undefined) return false;
  // With the project's other resources when run from sources; beside this file when built.
  const folder = import.meta.url.endsWith('.ts') ? '../../resources/api-page' : './api-page';
  const content = await readFile(new URL(`${folder}/${found.file}`, import.meta.url));
  sendText(response, { type: found.type, content });
  return true;
}

let described: Promise<string> | null = null;

/** The description takes a while to make, and stays the same. */
function describedApi(version: string): Promise<string> {
  described ??= import('./openapi-document.ts').then(async ({ openApiDocument }) =>
    JSON.stringify(await openApiDocument(version)),
  );
  return described;
}
