import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A page's programs, styles and kernels, in the build of the studio that runs before the first export; about as large as now. */
const usualBytes = 780_000;

const isSource = import.meta.url.endsWith('.ts');
const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const templatePath = pathOf(isSource ? '../../../out/page/template.html' : '../page/template.html');

let template: string | null = null;

/** All of a page but its network. Where the studio runs from sources, the page is brought up to date with them first. */
export function readPageTemplate(): string {
  if (template !== null) return template;
  if (isSource) buildPage();
  template = readFileSync(templatePath, 'utf8');
  return template;
}

export function pageTemplateBytes(): number {
  return statSync(templatePath, { throwIfNoEntry: false })?.size ?? usualBytes;
}

function buildPage(): void {
  const script = pathOf('../../../src-renderer/standalone/build.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`The page could not be built. Run “npm install” and try again.\n${stderr}`);
}
