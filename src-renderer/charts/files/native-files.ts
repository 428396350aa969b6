import { inject, provide, type InjectionKey } from 'vue';

/** The desktop program's ways to hand a file to the person under this name. */
export interface NativeFiles {
  /** Asks for a place, and resolves with the path once the file is there, or with null when the person gave up. */
  saveFile(name: string, content: Blob): Promise<string | null>;
  /** Opens the system's share menu; null where the system has none. */
  readonly shareFile: ((name: string, content: Blob) => Promise<void>) | null;
}

const key: InjectionKey<NativeFiles | null> = Symbol('native files');

/** Lets everything below save and share files as the desktop program does; null in a browser. */
export const provideNativeFiles = (files: NativeFiles | null): void => provide(key, files);

export const useNativeFiles = (): NativeFiles | null => inject(key, null);
