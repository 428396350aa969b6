import type { ForecastRecord } from '../../contract/forecasting/forecast-records.ts';
import { defineCommand } from '../command.ts';
import { findRun } from '../find-run.ts';
import { required, text, wholeNumber } from '../options.ts';
import { documentOption, outOption, overwriteOption, runOption } from '../shared-options.ts';
import { newRowOptions, treatmentsOf } from '../tables/new-row-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

const LONGEST = 10_000;

export const forecast = defineCommand({
  description:
    'Tells the numbers that are yet to come with a trained forecaster, by its best checkpoint, with the band that is to hold 80 % of them. It goes on from the end of the data that it has learnt from, ' +
    'or from new rows of the same table, without training again; rows at the end that have values of known-ahead columns only are plans. Beyond the steps that it has learnt to tell at once it goes on from its own forecasts.',
  positionals: null,
  options: {
    run: required(runOption),
    data: text(
      'FILE',
      'new rows of the same table: they follow those of the training, or take the place of those of the same time',
    ),
    horizon: wholeNumber(
      'N',
      'how many steps to tell (as many as it has learnt to tell at once if left out)',
      1,
      LONGEST,
    ),
    series: text('NAME', 'one series of several (all if left out)'),
    origin: wholeNumber('N', 'goes on after this many rows of the series, instead of after all', 1),
    ...newRowOptions,
    out: outOption,
    overwrite: overwriteOption,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku forecast --run last --horizon 24',
    'kioku forecast --run last --data this-week.csv --horizon 48 --json',
    'kioku forecast --run "Passengers" --horizon 12 --out forecast.csv',
    'kioku forecast --run 3f2a --series Berlin --origin 200',
  ],
  async run(values) {
    const { requirePlace } = await import('../place-file.ts');
    const { describeForecast, forecastCsv, forecastDocument, forecastNotes } =
      await import('../evaluating/describe-forecast.ts');
    if (values.out !== undefined) await requirePlace(values.out, { overwrites: values.overwrite });
    return withExistingStudio(values, async (studio) => {
      const { client } = studio;
      const { id: runId } = await findRun(client, values.run, values);
      const ask = (importId: string | null) =>
        client.forecasts.forecast({
          runId,
          importId,
          horizon: values.horizon ?? null,
          series: values.series ?? null,
          origin: values.origin ?? null,
          treatments: treatmentsOf(values),
        });
      const { withStagedFiles } = await import('../studio/with-staged-files.ts');
      const told = await (values.data === undefined ? ask(null) : withStagedFiles(studio, values.data, ask));
      checkOrigin(told, values.origin);
      for (const note of forecastNotes(told)) process.stderr.write(`${note}\n`);
      if (values.out !== undefined) {
        const { writeFile } = await import('node:fs/promises');
        await writeFile(values.out, forecastCsv(told), { flag: values.overwrite ? 'w' : 'wx' });
      }
      process.stdout.write(
        values.json ? `${JSON.stringify(forecastDocument(told))}\n` : describeForecast(told, values.out),
      );
      return 0;
    });
  },
});

/** Throws where the rows end before the one after which a person wants a forecast. */
function checkOrigin({ forecasts }: ForecastRecord, wanted = 0): void {
  const early = forecasts.find(({ origin }) => origin < wanted);
  if (early === undefined) return;
  const of = early.series === null ? '' : ` of “${early.series}”`;
  throw new Error(
    `There are ${early.origin} rows${of} to go on from, so no forecast can begin after row ${wanted}. Give --origin ${early.origin} at most.`,
  );
}
