import { useRouter, type RouteLocationRaw } from 'vue-router';
import { language } from '../../../locales/language.ts';
import { useBundledNetworks } from '../../../domain/networks/bundled-networks.ts';

export interface StudioPlaces {
  /** Returns the address of a place such as `new-run`, `insight?panel=flow`, `lesson/xavier` or `network/writer/playground`. */
  hrefOf(place: string): string;
  /** Opens a network that comes along, and goes where the place says; does nothing for other places, which have their addresses. */
  openNetwork(place: string): Promise<void>;
}

const writers = { en: 'moby-dick-writer', ja: 'japanese-writer' } as const;

/** The places to which the words of lessons lead. */
export function useStudioPlaces(): StudioPlaces {
  const router = useRouter();
  const networks = useBundledNetworks();

  return {
    hrefOf: (place) => router.resolve(routeOf(place)).href,
    async openNetwork(place) {
      const [, id = '', name = ''] = /^network\/([^/]+)\/([^?]+)/.exec(place) ?? [];
      const networkId = id === 'writer' ? writers[language.value] : id;
      const network = networks.offered.value?.find((each) => each.id === networkId);
      if (network === undefined) return router.push({ name: 'start' }).then(() => undefined);
      const { id: runId } = await networks.open(network);
      await router.push({ name, params: { runId }, query: queryOf(place) });
    },
  };
}

/** A network has no address before it is opened: there, it is offered on the first page. */
function routeOf(place: string): RouteLocationRaw {
  const [path = ''] = place.split('?');
  const [name = '', argument = ''] = path.split('/');
  if (name === 'network') return { name: 'start' };
  if (name === 'lesson') return { name: 'lesson', params: { lessonId: argument } };
  return { name, query: queryOf(place) };
}

const queryOf = (place: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(/\?(.*)$/.exec(place)?.[1] ?? ''));
