/** Prints what is new in the version of a tag, from `resources/release-notes.md`: `node test/tools/packaging/release-notes.ts v1.2.3`. Needs nothing but Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, projectVersion } from '../../../src-main/cli/project.ts';
import { notesOf } from './notes-of-version.ts';

try {
  const text = readFileSync(join(projectFolder, 'resources/release-notes.md'), 'utf8');
  console.log(notesOf(text, process.argv[2] ?? '', projectVersion()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
