import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { kioku } from './spawn-cli.ts';

/** A folder with `fox.txt`, where names lead with `at`, and the options of a data folder in it with a run that was trained on that. */
export async function trainedHome(): Promise<{ at: (name: string) => string; home: string[] }> {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('fox.txt'), foxText);
  const home = ['--data-dir', at('home')];
  const sizes = ['--preset', 'char-rnn-s', '--batch-size', '10', '--sequence-length', '10', '--epochs', '1'];
  expect(await kioku('train', '--data', at('fox.txt'), ...sizes, ...home)).toMatchObject({ code: 0 });
  return { at, home };
}
