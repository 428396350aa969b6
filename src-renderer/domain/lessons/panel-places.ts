import { inject, type InjectionKey } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { MessageKey } from '../../locales/messages.ts';

/** A panel of the studio, by the page on which it is and its place while the studio holds what it holds. */
interface PanelPlace {
  page: MessageKey;
  to: RouteLocationRaw;
}

/** Finds the panel of this title; null where there is none. Provided by the shell, which knows all panels. */
export type FindPanel = (title: MessageKey) => PanelPlace | null;

export const findPanelKey: InjectionKey<FindPanel> = Symbol('find-panel');

export function useFindPanel(): FindPanel {
  return inject(findPanelKey, () => null);
}
