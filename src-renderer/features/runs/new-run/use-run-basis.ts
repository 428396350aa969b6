import { computed, type ComputedRef } from 'vue';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import type { TokenizerSpec } from '../../../../src-engine/spec/tokenizer-spec.ts';
import type { TrainSpec } from '../../../../src-engine/spec/train-spec.ts';
import type { ModelTemplateRecord } from '../../../../src-main/contract/model-records.ts';
import type { DatasetRecord } from '../../../../src-main/contract/datasets/dataset-records.ts';
import { budgets } from '../../../domain/training/budgets.ts';
import { useRecommendation, type Recommended } from '../../../domain/training/use-recommendation.ts';
import type { RunDraft } from './run-draft.ts';

/** The network of a run, and the training that the person's changes are made to. */
interface RunBasis {
  /** The template that is trained; null where the network was chosen for the text. */
  presetId: string | null;
  model: ModelSpec;
  tokenizer: TokenizerSpec;
  train: TrainSpec;
}

interface RunBasisSource extends Recommended {
  /** The template whose card is chosen; null where the studio chooses the network. */
  preset: ComputedRef<ModelTemplateRecord | null>;
  /** Tells whether the studio can choose the network for this dataset and time. */
  canChoose: ComputedRef<boolean>;
  /** The template as it is, which is all that is known while it is measured or where it cannot be; null before templates are loaded. */
  basis: ComputedRef<RunBasis | null>;
}

/** Tells whether the texts of a dataset are cut into tokens as a person likes: tokens that have a tag each are cut already. */
export const isCut = ({ kind }: Pick<DatasetRecord, 'kind'>): boolean => kind === 'text' || kind === 'labelled';

/** Takes network and training from a template, or from what the studio chooses for the time that the person gives. */
export function useRunBasis(
  draft: () => Pick<RunDraft, 'budget' | 'presetId' | 'tokenizer'>,
  dataset: () => DatasetRecord | null,
  templates: () => readonly ModelTemplateRecord[],
): RunBasisSource {
  const canChoose = computed(() => dataset()?.kind === 'text' && draft().budget !== 'byHand');
  const named = computed(() => templates().find(({ id }) => id === draft().presetId) ?? null);
  const preset = computed(() => named.value ?? (canChoose.value ? null : (templates()[0] ?? null)));

  const ownTokenizer = computed(() => {
    const record = dataset();
    return (record !== null && isCut(record) && draft().tokenizer) || null;
  });

  const recommended = useRecommendation(() => {
    const { budget } = draft();
    const record = dataset();
    if (budget === 'byHand' || record === null || templates().length === 0) return null;
    return {
      datasetId: record.id,
      budget: budgets[budget],
      presetId: preset.value?.id ?? null,
      ...(ownTokenizer.value && { tokenizer: ownTokenizer.value }),
    };
  });

  return {
    ...recommended,
    preset,
    canChoose,
    basis: computed(() => {
      const chosen = recommended.recommendation.value;
      if (chosen !== null) return { ...chosen, train: chosen.training };
      const template = preset.value ?? templates()[0];
      if (template === undefined) return null;
      return { ...template, presetId: template.id, tokenizer: ownTokenizer.value ?? template.tokenizer };
    }),
  };
}
