import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { INTERRUPTED } from '../interruption.ts';
import { required, text, wholeNumber } from '../options.ts';
import { documentOption, runOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

export const backtest = defineCommand({
  description:
    'Compares a trained forecaster with naive and seasonal naive forecasts, drift, exponential smoothing (ETS) and ARIMA, from several origins in the rows that it has not learnt. ' +
    'The network is not trained again; the simple methods are fitted anew to all rows before each origin. Says so where a simple method is better.',
  positionals: null,
  options: {
    run: required(runOption),
    origins: wholeNumber('N', 'origins of each series, evenly over the rows (5 to 12 if left out)', 1, 50),
    horizon: wholeNumber(
      'N',
      'how many steps to forecast from each (as many as it has learnt to tell at once if left out)',
      1,
      10_000,
    ),
    data: text('FILE', 'new rows of the same table, which follow those of the training'),
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku backtest --run last',
    'kioku backtest --run "Passengers" --origins 8 --horizon 24',
    'kioku backtest --run 3f2a --json',
  ],
  async run(values) {
    const { describeBacktest } = await import('../evaluating/describe-backtest.ts');
    const { followCheck } = await import('../evaluating/follow-check.ts');
    const { withStagedFiles } = await import('../studio/with-staged-files.ts');
    return withExistingStudio(values, async (studio) => {
      const { client } = studio;
      const { id: runId } = await findRun(client, values.run, values);
      const { origins = null, horizon = null } = values;
      const ask = (importId: string | null) =>
        followCheck('Fitting simple methods', (signal) =>
          client.forecasts.backtest({ runId, importId, origins, horizon }, { signal }),
        );
      const told = await (values.data === undefined ? ask(null) : withStagedFiles(studio, values.data, ask));
      if (told === null) return INTERRUPTED;
      process.stdout.write(values.json ? `${JSON.stringify(told.backtest)}\n` : describeBacktest(told.backtest));
      return 0;
    });
  },
});
