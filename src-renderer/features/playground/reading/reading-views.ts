import type { Component } from 'vue';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { can } from '../../../../src-engine/tasks/facts.ts';
import ClassifyFile from '../../../domain/evaluating/ClassifyFile.vue';
import EvaluateFile from '../../../domain/evaluating/EvaluateFile.vue';
import type { MessageKey } from '../../../locales/messages.ts';
import ConfusionPanel from '../classifying/ConfusionPanel.vue';
import TypedSentences from '../classifying/TypedSentences.vue';
import TagMistakes from '../tagging/TagMistakes.vue';
import TypedTags from '../tagging/TypedTags.vue';

/** A view of a model: a panel that is given the run and its checkpoint. */
interface ReadingView {
  name: string;
  label: MessageKey;
  panel: Component;
}

const evaluatedFile: ReadingView = { name: 'file', label: 'evaluating.tab', panel: EvaluateFile };
const classifiedFile: ReadingView = { name: 'classify', label: 'classifyFile.tab', panel: ClassifyFile };

const classifiedTexts: readonly ReadingView[] = [
  { name: 'sentences', label: 'playground.sentences', panel: TypedSentences },
  { name: 'confusion', label: 'playground.confusion', panel: ConfusionPanel },
];
const taggedTexts: readonly ReadingView[] = [
  { name: 'sentences', label: 'tagging.sentences', panel: TypedTags },
  { name: 'mistakes', label: 'tagging.mistakes', panel: TagMistakes },
];

/**
 * Returns what a model that reads can be asked. A classifier judges sentences that are typed, the texts that it did not learn from, and files
 * with and without labels; sequences of numbers come in files. A tagger tags sentences that are typed, and those that it did not learn from.
 */
export function readingViews({ task, input }: ModelSpec): readonly ReadingView[] {
  if (can(task, 'tag')) return [...taggedTexts, evaluatedFile];
  return [...(input.kind === 'tokens' ? classifiedTexts : []), classifiedFile, evaluatedFile];
}
