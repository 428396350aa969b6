import type { Ref } from 'vue';
import { remembered } from '../../../ui/remembered.ts';
import type { RunSettings } from './run-settings.ts';

/** A person's choices for the next run so far. `settings` holds only those that differ from the preset. */
export interface RunDraft {
  datasetId: string | null;
  presetId: string | null;
  name: string;
  settings: Partial<RunSettings>;
}

const emptyDraft: RunDraft = { datasetId: null, presetId: null, name: '', settings: {} };

const isDraft = (value: unknown): value is RunDraft =>
  typeof value === 'object' && value !== null && 'settings' in value && 'name' in value;

/** The draft survives a reload and a failed start, and ends with the window's session. */
export function useRunDraft(): {
  draft: Readonly<Ref<RunDraft>>;
  change(fields: Partial<RunDraft>): void;
  reset(): void;
} {
  const draft = remembered<RunDraft>('run-draft', emptyDraft, isDraft, () => sessionStorage);
  return {
    draft,
    change(fields) {
      draft.value = { ...draft.value, ...fields };
    },
    reset() {
      draft.value = emptyDraft;
    },
  };
}
