import { nextTick, onMounted, onScopeDispose } from 'vue';
import { useRouter, type RouteLocationNormalized } from 'vue-router';
import { useLocale } from '../../locales/use-locale.ts';
import { revealPlace } from './reveal-place.ts';

/** Shows what an address asks for with `find`: the key of a title, or a name that is the same in every language. */
export function useSoughtPlace(root: () => HTMLElement | null): void {
  const { t, has } = useLocale();
  const router = useRouter();
  let wait = new AbortController();

  async function reveal({ query: { find } }: RouteLocationNormalized): Promise<void> {
    wait.abort();
    wait = new AbortController();
    const { signal } = wait;
    if (typeof find !== 'string' || find === '') return;
    // The page before may have a place of the same name.
    await nextTick();
    const page = root();
    if (page !== null) revealPlace(page, has(find) ? t(find) : find, signal);
  }
  onMounted(() => reveal(router.currentRoute.value));
  const leave = router.afterEach(reveal);
  onScopeDispose(() => {
    leave();
    wait.abort();
  });
}
