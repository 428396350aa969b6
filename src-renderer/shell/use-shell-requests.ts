import { onScopeDispose, watch } from 'vue';
import { useRouter } from 'vue-router';
import type { ShellRequest } from '../../src-main/contract/shell-contract.ts';
import { nativeShell } from '../client/native-shell.ts';
import { useImport } from '../features/datasets/import/use-import.ts';
import { language } from '../locales/language.ts';
import { theme } from '../ui/theme.ts';

/** Does what menus, notifications and other programs ask of the window, and lets the system's part follow its language and colours. */
export function useShellRequests(show: { palette(): void; shortcuts(): void }): void {
  const native = nativeShell();
  if (native === null) return;
  const router = useRouter();
  const { offerStaged } = useImport();

  function perform(request: ShellRequest): void {
    switch (request.type) {
      case 'go':
        return void router.push({ name: request.place });
      case 'show-run':
        return void router.push({ name: 'run', params: { runId: request.runId } });
      case 'show-palette':
        return show.palette();
      case 'show-shortcuts':
        return show.shortcuts();
      case 'opened':
        return offerStaged(request);
    }
  }

  const leaving = new AbortController();
  onScopeDispose(() => leaving.abort());
  const follow = async () => {
    for await (const request of await native.api.requests(undefined, { signal: leaving.signal })) perform(request);
  };
  // It ends with the window, or when another one takes over.
  follow().catch(() => undefined);

  watch(
    [language, theme],
    () => {
      // A menu in the language of before is no reason to bother anybody.
      native.api.settings.set({ language: language.value, theme: theme.value }).catch(() => undefined);
    },
    { immediate: true },
  );
}
