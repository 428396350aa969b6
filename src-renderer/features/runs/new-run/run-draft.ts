import type { Ref } from 'vue';
import type { TokenizerSpec } from '../../../../src-engine/spec/tokenizer-spec.ts';
import { remembered } from '../../../ui/remembered.ts';
import { isBudgetChoice, usualBudget, type BudgetChoice } from '../../../domain/training/budgets.ts';
import type { RunSettings } from './run-settings.ts';

/** A person's choices for the next run so far. `settings` holds only those that differ from what the budget or the preset gives. */
export interface RunDraft {
  datasetId: string | null;
  budget: BudgetChoice;
  presetId: string | null;
  name: string;
  /** Another tokenizer than the preset's. */
  tokenizer?: TokenizerSpec | null;
  settings: Partial<RunSettings>;
}

const emptyDraft: RunDraft = { datasetId: null, budget: usualBudget, presetId: null, name: '', settings: {} };

const isDraft = (value: unknown): value is RunDraft =>
  typeof value === 'object' &&
  value !== null &&
  'settings' in value &&
  'name' in value &&
  'budget' in value &&
  isBudgetChoice(value.budget);

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
