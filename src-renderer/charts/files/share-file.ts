import { inject, provide, type InjectionKey } from 'vue';

/** Opens the system's share menu with a file that has this name. */
export type ShareFile = (name: string, content: Blob) => Promise<void>;

const key: InjectionKey<ShareFile | null> = Symbol('share file');

/** Lets everything below share files; null where the system has no menu for that. */
export const provideShareFile = (share: ShareFile | null): void => provide(key, share);

export const useShareFile = (): ShareFile | null => inject(key, null);
