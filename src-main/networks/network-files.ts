import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BundledNetwork } from '../contract/network-records.ts';
import type { StagedFile } from '../datasets/readers/staged-file.ts';

/** The facts about a network that are known before its file is opened. */
export type NetworkFacts = Omit<BundledNetwork, 'runId' | 'isRemoved'>;

/** The networks that come along with the studio; `npm run -s kioku -- make-networks` trains them anew. */
export const networkFacts: readonly NetworkFacts[] = [
  {
    id: 'moby-dick-writer',
    task: 'language-model',
    language: 'en',
    sampleId: 'moby-dick',
    parameterCount: 243_273,
  },
  {
    id: 'japanese-writer',
    task: 'language-model',
    language: 'ja',
    sampleId: 'japanese-sentences',
    parameterCount: 137_655,
  },
  {
    id: 'first-names-classifier',
    task: 'classification',
    language: 'en',
    sampleId: 'first-names',
    parameterCount: 13_426,
  },
];

/** Returns the project bundle of a network, which lies with the studio's other resources. */
export async function networkFile(id: string): Promise<StagedFile> {
  // Beside this file when built.
  const folder = import.meta.url.endsWith('.ts') ? '../../resources/networks' : './networks';
  const path = `${id}.kioku`;
  const file = fileURLToPath(new URL(`${folder}/${path}`, import.meta.url));
  return { path, file, bytes: (await stat(file)).size };
}
