import { computed, inject, provide, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { weightPrecisions, type WeightPrecision } from '../../../../src-engine/spec/generation-spec.ts';
import type { RunRecord } from '../../../../src-main/contract/runs/run-records.ts';
import type { GenerateInput } from '../../../../src-main/contract/writing/writing-records.ts';
import { rememberedControls, samplingOf, type SamplingControls } from '../../../domain/sampling/sampling.ts';
import { usePrompt } from '../../../domain/writing/prompt/use-prompt.ts';
import { randomSeed } from '../../../ui/random-seed.ts';
import { isBoolean, isText, oneOf, remembered } from '../../../ui/remembered.ts';
import { rememberedHistory, withPrompt, type PastPrompt } from '../prompt/prompt-history.ts';
import { useKeptWriting, type KeptWriting } from './kept-writing.ts';
import { playgroundModes, rememberedCounts, type PlaygroundMode, type WritingCounts } from './playground-modes.ts';
import type { ChosenModel } from './second-model.ts';

/** The model that writes, and the runs that others can be chosen from. */
export interface WritingModelProps {
  readonly run: RunRecord;
  readonly runs: readonly RunRecord[];
  readonly checkpointId: string | null;
}

/** The things that all ways of writing share: who writes, what is asked for, and the texts. */
export interface Writing extends KeptWriting {
  readonly model: WritingModelProps;
  prompt: Ref<string>;
  controls: Ref<SamplingControls>;
  /** The precision of the weights that write. */
  weights: Ref<WeightPrecision>;
  mode: Ref<PlaygroundMode>;
  counts: Ref<WritingCounts>;
  /** `true` means that written texts are compared with the text that the network was trained on. */
  comparesCopies: Ref<boolean>;
  /** The temperatures to compare, as they are typed. */
  temperatures: Ref<string>;
  /** A person's choice of the model beside; null until there is one. */
  chosenOther: Ref<ChosenModel | null>;
  /** The request for one text, or null while the controls are not valid. */
  input: ComputedRef<GenerateInput | null>;
  running: ComputedRef<boolean>;
  history: ComputedRef<PastPrompt[]>;
  /**
   * Lets `write` begin anew, with another seed unless the person keeps it, and puts the request into the history once it is answered.
   * `write` returns the text, or null where nothing was asked.
   */
  ask(way: Pick<PastPrompt, 'atOnce' | 'compared'>, write: () => Promise<string | null>): Promise<void>;
  /** Brings an earlier request back. */
  askAgain(past: PastPrompt): void;
  stop(): void;
}

const key: InjectionKey<Writing> = Symbol('writing');
const longestBeginning = 60;

export function provideWriting(model: WritingModelProps): Writing {
  const prompt = usePrompt(() => model.run.id);
  const controls = rememberedControls();
  const weights = remembered<WeightPrecision>('playground.weights', 'float32', oneOf(weightPrecisions));
  const mode = remembered<PlaygroundMode>('playground.mode', 'single', oneOf(playgroundModes));
  const counts = rememberedCounts();
  const kept = useKeptWriting(() => model.run.id);
  const { generation, atOnce, columns } = kept;
  const history = computed(() => rememberedHistory(model.run.id));
  const writers = [generation, atOnce.many, atOnce.beams, columns];
  const stop = () => writers.forEach((writer) => writer.stop());

  const writing: Writing = {
    ...kept,
    model,
    prompt,
    controls,
    weights,
    mode,
    counts,
    temperatures: remembered('playground.temperatures', '0.5, 0.8, 1.1', isText),
    comparesCopies: remembered('playground.copies', true, isBoolean),
    chosenOther: ref(null),
    input: computed(() => {
      const sampling = samplingOf(controls.value);
      const { length } = controls.value;
      if (sampling === null || length === null) return null;
      const { run, checkpointId } = model;
      const asked = { runId: run.id, checkpointId, weights: weights.value, prompt: prompt.value };
      return { ...asked, length, sampling, clamps: [] };
    }),
    running: computed(() => writers.some(({ running }) => running.value)),
    history: computed(() => history.value.value),
    async ask(way, write) {
      stop();
      if (!controls.value.keepSeed) controls.value = { ...controls.value, seed: randomSeed() };
      const settings = { controls: { ...controls.value, keepSeed: true }, weights: weights.value };
      const past = { prompt: prompt.value, ...settings, ...way };
      const ofRun = history.value;
      const text = await write();
      if (text === null) return;
      ofRun.value = withPrompt(ofRun.value, { ...past, beginning: text.slice(0, longestBeginning), at: Date.now() });
    },
    askAgain(past) {
      prompt.value = past.prompt;
      controls.value = past.controls;
      weights.value = past.weights ?? 'float32';
      mode.value = past.atOnce?.mode ?? past.compared ?? 'single';
      if (past.atOnce) counts.value = { ...counts.value, [past.atOnce.mode]: past.atOnce.count };
    },
    stop,
  };
  provide(key, writing);
  return writing;
}

export function useWriting(): Writing {
  const writing = inject(key);
  if (writing === undefined) throw new Error('provideWriting has not been called.');
  return writing;
}
