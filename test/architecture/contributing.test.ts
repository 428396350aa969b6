import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src-main/cli/project.ts';

const guide = readFileSync(join(projectFolder, '.github/CONTRIBUTING.md'), 'utf8');

test('every place that the guide for contributors names is there, and every script', () => {
  const named = [...guide.matchAll(/`((?:src-|test\/|resources\/)[^`\s]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(25);
  // A thing that is to be added has a stand-in for its name: of these, the folder is there.
  const places = named.map((path) => path.replace(/\/<.*$/, ''));
  expect(places.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);

  const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { scripts: object };
  const wanted = [...guide.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script = '']) => script);
  expect(wanted.filter((script) => !(script in scripts))).toEqual([]);
});

test('running, testing and each thing that can be added take five lines', () => {
  const [, ...parts] = guide.split(/^## /m);
  expect(parts.map((part) => part.split('\n')[0])).toEqual([
    'Run',
    'Test',
    'Add a cell',
    'Add a task',
    'Add a lesson',
    'Add a rule of the doctor',
    'Add an exporter',
  ]);
  for (const part of parts) expect(part.match(/^\d\. /gm)).toHaveLength(5);
});
