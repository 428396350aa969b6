import { useRouter, type RouteLocationRaw } from 'vue-router';
import { useStudio } from '../../../client/studio.ts';
import { language } from '../../../locales/language.ts';
import { useLocale } from '../../../locales/use-locale.ts';

export interface StudioPlaces {
  /**
   * Returns the address of a place such as `new-run`, `insight?panel=flow`, `lesson/xavier`, `network/writer/playground` or
   * `sample/first-names/new-model`.
   */
  hrefOf(place: string): string;
  /**
   * Goes to a place that needs data: takes the sample that it begins with into the studio or, where there is no data yet to begin a run
   * with, the one in the reader's language.
   */
  openWithData(place: string): Promise<void>;
}

const samplesOfLanguage = { en: 'moby-dick', ja: 'japanese-sentences' } as const;

/** The places to which the words of lessons lead. */
export function useStudioPlaces(): StudioPlaces {
  const router = useRouter();
  const { client, access } = useStudio();
  const { t, has } = useLocale();

  async function openSample(id: string, name: string, query: Record<string, string>): Promise<void> {
    const sampleName = `sampleNames.${id}`;
    const { id: dataset } = await client.datasets.importSample({
      sampleId: id,
      ...(has(sampleName) && { name: t(sampleName) }),
    });
    await router.push({ name, query: { ...query, dataset } });
  }

  return {
    hrefOf: (place) => router.resolve(routeOf(place)).href,
    async openWithData(place) {
      const [first = '', id = '', name = ''] = partsOf(place);
      if (isSample(place)) await openSample(id, name, queryOf(place));
      else if (access.canUse.value && (await client.datasets.list()).length === 0) {
        await openSample(samplesOfLanguage[language.value], first, queryOf(place));
      } else await router.push(routeOf(place));
    },
  };
}

/** Tells whether a place is whole only with data. */
export const needsData = (place: string): boolean => isSample(place) || /^new-(run|sweep)\b/.test(place);

const isSample = (place: string): boolean => place.startsWith('sample/');

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
