import { inject, provide, type InjectionKey } from 'vue';

const key: InjectionKey<() => void> = Symbol('open-palette');

/** The shell has the palette; whatever lies in it can open it. */
export const provideOpenPalette = (open: () => void): void => provide(key, open);

export function useOpenPalette(): () => void {
  const open = inject(key);
  if (open === undefined) throw new Error('There is no palette to open.');
  return open;
}
