import { useRouter, type RouteLocationRaw } from 'vue-router';
import { useStudio } from '../../../client/studio.ts';
import { language } from '../../../locales/language.ts';
import { useLocale } from '../../../locales/use-locale.ts';
import { useBundledNetworks } from '../../../domain/networks/bundled-networks.ts';

export interface StudioPlaces {
  /**
   * Returns the address of a place such as `new-run`, `insight?panel=flow`, `lesson/xavier`, `network/writer/playground` or
   * `sample/first-names/new-model`.
   */
  hrefOf(place: string): string;
  /** Opens the network or the sample that a place begins with, and goes where it says. */
  open(place: string): Promise<void>;
}

const writers = { en: 'moby-dick-writer', ja: 'japanese-writer' } as const;

/** The places to which the words of lessons lead. */
export function useStudioPlaces(): StudioPlaces {
  const router = useRouter();
  const { client } = useStudio();
  const { t, has } = useLocale();
  const networks = useBundledNetworks();

  return {
    hrefOf: (place) => router.resolve(routeOf(place)).href,
    async open(place) {
      const [kind = '', id = '', name = ''] = partsOf(place);
      if (kind === 'sample') {
        const sampleName = `sampleNames.${id}`;
        const { id: dataset } = await client.datasets.importSample({
          sampleId: id,
          ...(has(sampleName) && { name: t(sampleName) }),
        });
        await router.push({ name, query: { ...queryOf(place), dataset } });
        return;
      }
      const networkId = id === 'writer' ? writers[language.value] : id;
      const network = networks.offered.value?.find((each) => each.id === networkId);
      if (network === undefined) await router.push({ name: 'start' });
      else {
        const { id: runId } = await networks.open(network);
        await router.push({ name, params: { runId }, query: queryOf(place) });
      }
    },
  };
}

/** Tells whether a place is there only once something that comes along has been opened. */
export const isToBeOpened = (place: string): boolean => /^(network|sample)\//.test(place);

const partsOf = (place: string): string[] => place.split('?')[0]?.split('/') ?? [];

/** Before it is opened, a network is offered on the first page, and a sample leads to the same place without data. */
function routeOf(place: string): RouteLocationRaw {
  const [kind = '', argument = '', name = ''] = partsOf(place);
  if (kind === 'network') return { name: 'start' };
  if (kind === 'sample') return { name, query: queryOf(place) };
  if (kind === 'lesson') return { name: 'lesson', params: { lessonId: argument } };
  return { name: kind, query: queryOf(place) };
}

const queryOf = (place: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(/\?(.*)$/.exec(place)?.[1] ?? ''));
