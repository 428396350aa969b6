import { effectScope, onScopeDispose, type EffectScope } from 'vue';
import type { GenerateInput } from '../../../../src-main/contract/writing/writing-records.ts';
import { useStudio } from '../../../client/studio.ts';
import { useGeneration, type Generation } from '../../../domain/writing/use-generation.ts';
import { useColumns, type Columns } from '../many-texts/use-columns.ts';
import { useManyTexts, type ManyTexts } from '../many-texts/use-many-texts.ts';
import type { CountedMode } from './playground-modes.ts';

/** The texts of a run in the playground, in each way of writing. */
export interface KeptWriting {
  generation: Generation<GenerateInput>;
  atOnce: Record<CountedMode, ManyTexts>;
  columns: Columns;
}

interface Kept {
  scope: EffectScope;
  writing: KeptWriting;
}

/** By the connection to the studio, then by the run, the one left last at the end. */
const kept = new WeakMap<object, Map<string, Kept>>();
/** Long texts of many runs would fill the memory of a window that is open for weeks. */
const mostKept = 8;

/**
 * Finds a run's texts as they were left, or begins with none. They outlive the page: a text goes on being written while its page is away,
 * and is there when the person comes back. They belong to the run that the page shows when it is left.
 */
export function useKeptWriting(runId: () => string): KeptWriting {
  const { client } = useStudio();
  const runs = kept.get(client) ?? new Map<string, Kept>();
  kept.set(client, runs);
  const own = runs.get(runId()) ?? begin();
  runs.delete(runId());

  onScopeDispose(() => {
    runs.get(runId())?.scope.stop();
    runs.delete(runId());
    runs.set(runId(), own);
    const [[oldest, { scope }]] = runs;
    if (runs.size <= mostKept) return;
    scope.stop();
    runs.delete(oldest);
  });
  return own.writing;

  function begin(): Kept {
    const scope = effectScope(true);
    const writing = scope.run(() => ({
      generation: useGeneration<GenerateInput>((input, signal) => client.playground.generate(input, { signal })),
      atOnce: { many: useManyTexts(), beams: useManyTexts() },
      columns: useColumns(),
    }));
    if (writing === undefined) throw new Error('A scope that has just begun runs.');
    return { scope, writing };
  }
}
