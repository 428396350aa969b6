import { useRouter, type RouteLocationRaw } from 'vue-router';
import { useStudio } from '../../../client/studio.ts';
import { useLocale } from '../../../locales/use-locale.ts';

export interface StudioPlaces {
  /**
   * Returns the address of a place such as `new-run`, `insight?panel=flow`, `lesson/xavier`, `network/writer/playground` or
   * `sample/first-names/new-model`.
   */
  hrefOf(place: string): string;
  /** Takes the sample that a place begins with into the studio, and goes where it says. */
  openSample(place: string): Promise<void>;
}

/** The places to which the words of lessons lead. */
export function useStudioPlaces(): StudioPlaces {
  const router = useRouter();
  const { client } = useStudio();
  const { t, has } = useLocale();

  return {
    hrefOf: (place) => router.resolve(routeOf(place)).href,
    async openSample(place) {
      const [, id = '', name = ''] = partsOf(place);
      const sampleName = `sampleNames.${id}`;
      const { id: dataset } = await client.datasets.importSample({
        sampleId: id,
        ...(has(sampleName) && { name: t(sampleName) }),
      });
      await router.push({ name, query: { ...queryOf(place), dataset } });
    },
  };
}

/** Tells whether a place is whole only with data that comes along. */
export const isSample = (place: string): boolean => place.startsWith('sample/');

const partsOf = (place: string): string[] => place.split('?')[0]?.split('/') ?? [];

/** A sample leads to the same place without data until it is opened. */
function routeOf(place: string): RouteLocationRaw {
  const [kind = '', argument = '', name = ''] = partsOf(place);
  const query = queryOf(place);
  if (kind === 'network') return { name: 'network', params: { networkId: argument, place: name }, query };
  if (kind === 'sample') return { name, query };
  if (kind === 'lesson') return { name: 'lesson', params: { lessonId: argument } };
  return { name: kind, query };
}

const queryOf = (place: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(/\?(.*)$/.exec(place)?.[1] ?? ''));
