import type { ModelDocument } from '../../../../src-main/contract/model-records.ts';
import { modelDocument } from './document-schemas.ts';

/** Keeps edits that the host has not stored yet, so that they outlive a crash, a reload and a lost connection. */
export interface UnsavedDocument {
  read(): ModelDocument | null;
  write(document: ModelDocument): void;
  clear(): void;
}

export function unsavedDocument(modelId: string, storage = localStorage): UnsavedDocument {
  const name = `kioku.unsaved-model.${modelId}`;
  return {
    read() {
      try {
        const parsed = modelDocument.safeParse(JSON.parse(storage.getItem(name) ?? 'null'));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    write(document) {
      try {
        storage.setItem(name, JSON.stringify(document));
      } catch {
        // A full or forbidden storage is as good as a forgetful one: the host still gets the document.
      }
    },
    clear() {
      try {
        storage.removeItem(name);
      } catch {
        // See above.
      }
    },
  };
}
