import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { TrainingFile } from '../../../contract/training-files/training-file.ts';
import { parseTrainingFile } from '../../../training-files/parse-training-file.ts';
import { fileOfOptions } from './file-options.ts';
import { mergeFiles } from './merge-files.ts';

/** Returns the training that a command line asks for: its file, if it has one, with what the options say instead. */
export async function trainingFileOf(values: Readonly<Record<string, unknown>>): Promise<TrainingFile> {
  const given = await fileOfOptions(values);
  const { config } = values;
  return typeof config === 'string' ? mergeFiles(await readTrainingFile(config), given) : given;
}

/**
 * Reads a training file. Files that it names lie where the command is called or, if there are none, beside it. Throws
 * TrainingFileError, and an Error in words for a person where it cannot be read.
 */
async function readTrainingFile(path: string): Promise<TrainingFile> {
  const text = await readFile(path === '-' ? '/dev/stdin' : path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${error.message}`);
  });
  const file = parseTrainingFile(text, path);
  const { data, vectors } = file;
  return {
    ...file,
    ...(data !== undefined && {
      data: {
        ...data,
        ...(data.file !== undefined && { file: await found(data.file, path) }),
        ...(data.validation !== undefined && { validation: await found(data.validation, path) }),
      },
    }),
    ...(vectors !== undefined && { vectors: { ...vectors, file: await found(vectors.file, path) } }),
  };
}

async function found(named: string, path: string): Promise<string> {
  const beside = resolve(dirname(path), named);
  const isThere = (place: string) =>
    stat(place).then(
      () => true,
      () => false,
    );
  return isAbsolute(named) || (await isThere(named)) || !(await isThere(beside)) ? named : beside;
}
