import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { can } from '../../../src-engine/tasks/facts.ts';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import { useStudio } from '../../client/studio.ts';
import { useQuery } from '../../client/queries/use-query.ts';
import { isText, remembered } from '../../ui/remembered.ts';

/** So many that each can be read above its column. */
const initialCharacters = 120;
/** The number of labelled texts to read, so that the first is whole. */
const previewCharacters = 4000;

interface PinnedText {
  /** The text that a run reads for the person, until they pin another: how its own text begins. Empty while that is not known. */
  text: WritableComputedRef<string>;
  /** True while the beginning of the run's own text is asked for. */
  isComing: ComputedRef<boolean>;
}

export function usePinnedText(run: RunRecord): PinnedText {
  const { queries } = useStudio();
  const pinned = remembered(`insight.text.${run.id}`, '', isText);
  const preview = useQuery(() =>
    pinned.value === '' && run.model.input.kind === 'tokens'
      ? queries.datasets.preview.queryOptions({ input: { datasetId: run.datasetId, characters: previewCharacters } })
      : null,
  );
  const beginning = computed(() => {
    const text = preview.data.value?.text ?? '';
    return can(run.model.task, 'generate') ? text.slice(0, initialCharacters) : firstTextOf(text);
  });
  const text = computed({
    get: () => pinned.value || beginning.value,
    set: (pinnedText: string) => (pinned.value = pinnedText),
  });
  const isComing = computed(() => text.value === '' && preview.data.value === null && preview.error.value === null);
  return { text, isComing };
}

/** Reads labelled texts, a JSON object a line, of which the last may be cut. */
function firstTextOf(lines: string): string {
  try {
    const first: unknown = JSON.parse(lines.split('\n', 1)[0] ?? '');
    if (typeof first === 'object' && first !== null && 'text' in first && isText(first.text)) return first.text;
  } catch {
    // The first line is longer than the preview.
  }
  return '';
}
