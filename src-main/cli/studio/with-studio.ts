import { dataDirOption } from '../shared-options.ts';
import { Studio } from './studio.ts';

/** Where a command finds its studio. */
export const studioOptions = { 'data-dir': dataDirOption };

export interface StudioValues {
  'data-dir': string | undefined;
}

/**
 * Gives `work` the studio of a data folder: the one that is running, or else one in this process for as long as that takes. Whatever happens,
 * engines are ended and the database is closed.
 */
export async function withStudio<T>(values: StudioValues, work: (studio: Studio) => Promise<T>): Promise<T> {
  const [{ findHost }, { defaultDataDir }] = await Promise.all([
    import('./find-host.ts'),
    import('../../host/default-data-dir.ts'),
  ]);
  const dataDir = values['data-dir'] ?? defaultDataDir();
  const studio = await Studio.open((ending) => findHost(dataDir, ending));
  try {
    return await work(studio);
  } catch (error) {
    if (!studio.isLost) throw error;
    throw new Error('The studio that worked for this command line has ended. Try again.', { cause: error });
  } finally {
    await studio.close();
  }
}
