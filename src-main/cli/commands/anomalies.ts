import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { INTERRUPTED } from '../interruption.ts';
import { number, required, text, withDefault } from '../options.ts';
import { documentOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

export const anomalies = defineCommand({
  description:
    'Finds the values that a trained forecaster does not expect from what came before them, one step ahead. The threshold is the one that usual values exceed with the rate of false alarms, ' +
    'on rows that the network has not learnt.',
  positionals: null,
  options: {
    run: required(runOption),
    data: text('FILE', 'new rows of the same table, which follow those of the training'),
    'false-alarms': withDefault(
      number('RATE', 'the share of usual values that may be called anomalies', { minimum: 0.0001, maximum: 0.49 }),
      0.01,
    ),
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku anomalies --run last',
    'kioku anomalies --run "Pump" --data this-week.csv --false-alarms 0.001',
    'kioku anomalies --run 3f2a --json',
  ],
  async run(values) {
    const { anomaliesDocument, describeAnomalies } = await import('../evaluating/describe-anomalies.ts');
    const { followCheck } = await import('../evaluating/follow-check.ts');
    const { withStagedFiles } = await import('../studio/with-staged-files.ts');
    return withExistingStudio(values, async (studio) => {
      const { client } = studio;
      const { id: runId } = await findRun(client, values.run, values);
      const falseAlarms = values['false-alarms'];
      const ask = (importId: string | null) =>
        followCheck('Looking at values', (signal) =>
          client.forecasts.anomalies({ runId, importId, falseAlarms }, { signal }),
        );
      const told = await (values.data === undefined ? ask(null) : withStagedFiles(studio, values.data, ask));
      if (told === null) return INTERRUPTED;
      const found = told.anomalies;
      process.stdout.write(values.json ? `${JSON.stringify(anomaliesDocument(found))}\n` : describeAnomalies(found));
      return 0;
    });
  },
});
