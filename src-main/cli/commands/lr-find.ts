import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { INTERRUPTED } from '../interruption.ts';
import { documentOption, runOption } from '../shared-options.ts';
import type { Studio } from '../studio/studio.ts';
import { studioOptions, withExistingStudio, type StudioValues } from '../studio/with-studio.ts';
import { describeRateSearch, rateSearchDocument } from '../training/describe-rate-search.ts';
import { followRateSearch } from '../training/follow-rate-search.ts';
import { planOptions } from '../training/files/file-options.ts';
import { withPlan } from '../training/with-plan.ts';
import { UsageError } from '../usage-error.ts';

export const lrFind = defineCommand({
  description:
    'Looks for a learning rate: takes some steps of a training, whose rate grows at each, and suggests one by where the loss fell and where ' +
    'it rose again. It is the training that kioku train would start with the same options, or with --run one that is there, from its last ' +
    'checkpoint on. Nothing of the search is kept.',
  positionals: null,
  options: {
    run: { ...runOption, description: `instead of data, ${runOption.description}` },
    ...planOptions,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku lr-find --data novel.txt --preset char-rnn-s',
    'kioku lr-find --data reviews.csv --preset bi-lstm-classifier --optimizer sgd --json',
    'kioku lr-find --run last',
  ],
  async run(values) {
    if (values.run !== undefined) {
      if (values.data !== undefined || values.dataset !== undefined)
        throw new UsageError('Either --run or --data (or --dataset) says what is trained, not both.');
      const wanted = values.run;
      return withExistingStudio(values, async (studio) => {
        const { id: runId } = await findRun(studio.client, wanted, values);
        return search(studio, { of: 'run', runId }, values);
      });
    }
    return withPlan(values, (studio, start) => search(studio, { of: 'new-run', run: start }, values));
  },
});

async function search(
  { client }: Studio,
  of: Parameters<Studio['client']['runs']['findLearningRate']>[0],
  values: StudioValues & { json: boolean },
): Promise<number> {
  const found = await followRateSearch((signal) => client.runs.findLearningRate(of, { signal }));
  if (found === null) return INTERRUPTED;
  process.stdout.write(
    values.json ? `${JSON.stringify(rateSearchDocument(found))}\n` : `${describeRateSearch(found).join('\n')}\n`,
  );
  return 0;
}
