import type { Ref } from 'vue';
import { useFailureToast } from '../../locales/use-failure-toast.ts';
import { useAction } from '../../ui/use-action.ts';
import { useNativeFiles } from './native-files.ts';
import { saveFile } from './save-file.ts';

/** Makes a file when it is wanted; null where there is nothing to put into it yet. */
export type MakeFile = () => Blob | null | Promise<Blob | null>;

/** A file is at a path now, or a browser has it, which tells nobody where it goes. */
type Delivered = { type: 'saved'; path: string } | { type: 'downloaded' };

export interface FileDelivery {
  /** Resolves with null where there was no file, or the person gave up; a failure is told in a toast. */
  save(name: string, make: MakeFile): Promise<Delivered | null>;
  /** Opens the system's share menu; null where it has none. A failure is told in a toast. */
  share: ((name: string, make: MakeFile) => Promise<void>) | null;
  isPending: Readonly<Ref<boolean>>;
}

/** The ways in which all files that the page itself makes come to the person. */
export function useFileDelivery(): FileDelivery {
  const native = useNativeFiles();
  const shareFile = native?.shareFile ?? null;
  const { run, isPending } = useAction(
    async (make: MakeFile, deliver: (content: Blob) => Promise<Delivered | null>) => {
      const content = await make();
      return content === null ? null : deliver(content);
    },
    useFailureToast(),
  );
  return {
    async save(name, make) {
      const delivered = await run(make, async (content): Promise<Delivered | null> => {
        if (native === null) {
          saveFile(name, content);
          return { type: 'downloaded' };
        }
        const path = await native.saveFile(name, content);
        return path === null ? null : { type: 'saved', path };
      });
      return delivered ?? null;
    },
    share:
      shareFile &&
      (async (name, make) => {
        await run(make, async (content) => {
          await shareFile(name, content);
          return null;
        });
      }),
    isPending,
  };
}
