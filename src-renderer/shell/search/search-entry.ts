import type { RouteLocationRaw } from 'vue-router';
import type { RunRecord } from '../../../src-main/contract/runs/run-records.ts';
import type { DatasetRecord } from '../../../src-main/contract/datasets/dataset-records.ts';
import type { MessageKey } from '../../locales/messages.ts';

/** The things that are there whatever has been trained: ideas of the course, panels and settings. */
export type EntryKind = 'ideas' | 'panels' | 'fields';

/** The runs and datasets of the moment, on which it depends where a panel can be seen. */
export interface Holdings {
  /** The newest first. */
  runs: readonly RunRecord[];
  /** The newest first. */
  datasets: readonly Pick<DatasetRecord, 'id' | 'kind'>[];
}

/** One thing that typing finds, by its title and by the words that `search.words` has for it, in every language. */
export interface SearchEntry {
  kind: EntryKind;
  title: MessageKey;
  /** The page on which it is. */
  page: MessageKey;
  /** Returns its place, or one that says how to come by it while the studio holds nothing to show it for. */
  to(holdings: Holdings): RouteLocationRaw;
  /** The page of a trained network on which it is. */
  network?: { place: 'run' | 'insight' | 'playground'; query: Record<string, string> };
}

/** Kinds of dataset that are cut into tokens. */
export const kindsOfTokens: readonly DatasetRecord['kind'][] = ['text', 'labelled', 'tagged'];
