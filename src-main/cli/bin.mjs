#!/usr/bin/env node
/**
 * `kioku`, as npm puts it on a person's path. An installed package comes with the built program; the project folder runs its sources, which are
 * never older than what is seen in them. Plain JavaScript, so that any Node can say what is missing.
 */
import { existsSync } from 'node:fs';

const sources = new URL('./kioku.ts', import.meta.url);
const built = new URL('../../out/main/kioku.js', import.meta.url);

if (process.features.typescript && existsSync(sources)) await import(sources.href);
else if (existsSync(built)) await import(built.href);
else {
  process.stderr.write(
    `Node ${process.versions.node} does not run Kioku Studio's sources, and the program has not been built here. ` +
      'Start it with "npm run -s kioku -- <command>", which uses the Node of the project, or run "npm run build" first.\n',
  );
  process.exitCode = 1;
}
