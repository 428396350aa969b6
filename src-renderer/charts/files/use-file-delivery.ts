import type { Ref } from 'vue';
import { useFailureToast } from '../../locales/use-failure-toast.ts';
import { useAction } from '../../ui/use-action.ts';
import { saveFile } from './save-file.ts';
import { useShareFile } from './share-file.ts';

/** Makes a file when it is wanted; null where there is nothing to put into it yet. */
export type MakeFile = () => Blob | null | Promise<Blob | null>;

/** Hands a file to the person. Resolves with true where there was one; a failure is told in a toast. */
type Deliver = (name: string, make: MakeFile) => Promise<boolean>;

export interface FileDelivery {
  save: Deliver;
  /** Opens the system's share menu; null where it has none. */
  share: Deliver | null;
  isPending: Readonly<Ref<boolean>>;
}

/** The ways in which all files that the page itself makes come to the person. */
export function useFileDelivery(): FileDelivery {
  const shareFile = useShareFile();
  const { run, isPending } = useAction(
    async (deliver: (name: string, content: Blob) => unknown, name: string, make: MakeFile) => {
      const content = await make();
      if (content !== null) await deliver(name, content);
      return content !== null;
    },
    useFailureToast(),
  );
  const by =
    (deliver: (name: string, content: Blob) => unknown): Deliver =>
    async (name, make) =>
      (await run(deliver, name, make)) ?? false;
  return { save: by(saveFile), share: shareFile && by(shareFile), isPending };
}
