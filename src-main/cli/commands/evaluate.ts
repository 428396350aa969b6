import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { required, text } from '../options.ts';
import { documentOption, runOption } from '../shared-options.ts';
import { newRowOptions, treatmentsOf } from '../tables/new-row-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

export const evaluate = defineCommand({
  description:
    'Compares what a trained network says with what a file of its own says, by the best checkpoint: accuracy, F1 and the confusion of classes or tags, errors of forecasts, ' +
    'the perplexity of a text. The file is read as the one that the network has learnt from, with the columns of the same names. Nothing of it is kept.',
  positionals: null,
  options: {
    run: required(runOption),
    data: required(text('FILE|FOLDER', 'what the network is compared with')),
    text: text('COLUMN', 'the column with the texts, if it is called otherwise than in training'),
    label: text('COLUMN', 'the column with the labels, if it is called otherwise than in training'),
    ...newRowOptions,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku evaluate --run last --data test.csv',
    'kioku evaluate --run 3f2a --data reviews-2027.csv --text review --label stars --json',
    'kioku evaluate --run Names --data testb.conll',
  ],
  async run(values) {
    const { withStagedFiles } = await import('../studio/with-staged-files.ts');
    const { describeEvaluation, evaluationDocument, leftOutLines } =
      await import('../evaluating/describe-evaluation.ts');
    return withExistingStudio(values, async (studio) => {
      const { client } = studio;
      const { id: runId } = await findRun(client, values.run, values);
      const columns = { text: values.text ?? null, label: values.label ?? null };
      const evaluation = await withStagedFiles(studio, values.data, (importId) =>
        client.evaluations.evaluate({ runId, importId, columns, treatments: treatmentsOf(values) }),
      );
      for (const line of leftOutLines(evaluation)) process.stderr.write(`${line}\n`);
      process.stdout.write(
        values.json ? `${JSON.stringify(evaluationDocument(evaluation))}\n` : describeEvaluation(evaluation),
      );
      return 0;
    });
  },
});
