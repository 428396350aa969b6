import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from '../options.ts';
import { dataDirOption } from '../shared-options.ts';
import { UsageError } from '../usage-error.ts';
import type { RemoteAddress } from './remote-host.ts';
import { Studio } from './studio.ts';

/** The place where a command finds its studio. */
export const studioOptions = {
  'data-dir': dataDirOption,
  connect: text(
    'URL',
    'works in the studio that “kioku serve” serves there, instead of in a data folder of this machine',
  ),
  'token-file': text('FILE', 'the file with the token for --connect'),
};

export interface StudioValues {
  'data-dir': string | undefined;
  connect: string | undefined;
  'token-file': string | undefined;
}

/** Like withStudio, for work with what is there already: throws an Error where a person names a data folder that there is not. */
export async function withExistingStudio<T>(
  values: Partial<StudioValues>,
  work: (studio: Studio) => Promise<T>,
): Promise<T> {
  const named = values['data-dir'] ?? process.env['KIOKU_DATA_DIR'];
  if (values.connect === undefined && named !== undefined && named !== '' && !existsSync(named)) {
    throw new Error(
      `There is no data folder ${resolve(named)}. Look at how it is written; a new one is made by kioku train, import and serve.`,
    );
  }
  return withStudio(values, work);
}

/**
 * Calls `work` with the studio of a data folder: the one that is running, or else one in this process for as long as that takes; with --connect one
 * that is served elsewhere. Whatever happens, engines are ended and the database is closed.
 */
export async function withStudio<T>(values: Partial<StudioValues>, work: (studio: Studio) => Promise<T>): Promise<T> {
  const studio = await (values.connect === undefined ? openLocal(values) : openRemote(values.connect, values));
  try {
    return await work(studio);
  } catch (error) {
    if (!studio.isLost) throw error;
    throw new Error('The studio that worked for this command line has ended. Try again.', { cause: error });
  } finally {
    await studio.close();
  }
}

async function openLocal(values: Partial<StudioValues>): Promise<Studio> {
  if (values['token-file'] !== undefined) throw new UsageError('--token-file goes with --connect.');
  const [{ findHost }, { defaultDataDir }] = await Promise.all([
    import('./find-host.ts'),
    import('../../host/default-data-dir.ts'),
  ]);
  const dataDir = values['data-dir'] ?? defaultDataDir();
  return Studio.open((ending) => findHost(dataDir, ending));
}

async function openRemote(connect: string, values: Partial<StudioValues>): Promise<Studio> {
  if (values['data-dir'] !== undefined) throw new UsageError('Either --data-dir or --connect is given, not both.');
  const address = await readAddress(connect, values['token-file']);
  const { openRemoteHost, openRemoteHostAgain } = await import('./remote-host.ts');
  return Studio.open(({ hasSuccessor }) => (hasSuccessor ? openRemoteHostAgain(address) : openRemoteHost(address)));
}

async function readAddress(connect: string, tokenFile: string | undefined): Promise<RemoteAddress> {
  const url = URL.parse(connect);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`--connect takes the address of a studio, such as https://machine:5860, not “${connect}”.`);
  if (tokenFile === undefined)
    throw new UsageError(
      '--connect goes with --token-file, as whoever may list processes can read what is typed here.',
    );
  const { readFile } = await import('node:fs/promises');
  const token = await readFile(tokenFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'ENOENT' ? `There is no file ${tokenFile}.` : `${tokenFile} cannot be read: ${error.message}`;
    throw new Error(why);
  });
  return { url, token: token.trim() };
}
