import { expect, test, vi } from 'vitest';
import { finishWork } from '../../../src-main/cli/finish-work.ts';
import { OngoingWork } from '../../../src-main/system/ongoing-work.ts';

/** What is said on standard error until the test is over. */
function saidOnStandardError(): string[] {
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  return said;
}

test('a service that is ended lets an import end, and says what is lost of an upload', async () => {
  const said = saidOnStandardError();
  const work = new OngoingWork();
  const endImport = work.begin('import', 'novel.txt');
  work.begin('upload', 'huge.csv');
  let isOver = false;
  const finished = finishWork({ work }).then(() => (isOver = true));
  expect(said.join('')).toContain('Finishing the import of “novel.txt”, the upload of “huge.csv”.');
  expect(isOver).toBe(false);
  endImport();
  await finished;
  expect(said.at(-1)).toBe('Not finished, and nothing is kept of it: the upload of “huge.csv”.\n');
  vi.restoreAllMocks();
});

test('where nothing is under way nothing is said', async () => {
  const said = saidOnStandardError();
  await finishWork({ work: new OngoingWork() });
  expect(said).toEqual([]);
  vi.restoreAllMocks();
});
