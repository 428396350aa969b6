import { join } from 'node:path';
import type { Backend } from '../../../../src-engine/backends/backend.ts';
import { formatTable } from '../../../../src-main/cli/formats.ts';
import { projectFolder } from '../../../../src-main/cli/project.ts';
import { median } from '../statistics.ts';
import { judgeSeries, rivals } from './judge-series.ts';
import type { SeriesResult } from './judge-series.ts';
import { readSeriesFolder } from './series-files.ts';
import { ratioTo, summarize } from './summarize-series.ts';
import type { ForecastSummary } from './summarize-series.ts';

interface ForecastBench {
  createBackend: () => Backend;
  /** The folder of series; null means the one that lies beside the project. */
  folder: string | null;
  /** Fewer origins and one seed. */
  isQuick: boolean;
  json: boolean;
}

const WHOLE = { origins: 6, seeds: 5 };
const QUICK = { origins: 3, seeds: 1 };

/** Prints how well the default forecaster does beside simple methods: a line for each series as soon as it is measured, then the means. */
export async function benchForecasts({ createBackend, folder, isQuick, json }: ForecastBench): Promise<void> {
  const all = readSeriesFolder(folder ?? join(projectFolder, '..', 'shared', 'data', 'series'));
  const results: SeriesResult[] = [];
  for (const series of all) {
    const result = await judgeSeries(createBackend, series, isQuick ? QUICK : WHOLE);
    results.push(result);
    if (json) process.stdout.write(`${JSON.stringify({ bench: 'forecast', ...result })}\n`);
    else process.stderr.write(`${result.name} is measured\n`);
  }
  const summary = summarize(results);
  if (json) process.stdout.write(`${JSON.stringify({ bench: 'forecast', summary })}\n`);
  else process.stdout.write(`${seriesTable(results)}\n\n${summaryTable(summary)}\n${sentences(summary)}\n`);
}

const number = (value: number): string => value.toFixed(3);

function seriesTable(results: readonly SeriesResult[]): string {
  const header = [
    'series',
    'origins',
    'MASE',
    ...rivals,
    ...rivals.map((rival) => `/ ${rival}`),
    'in band',
    'last split',
    'R: ETS',
    'R: ARIMA',
  ];
  const rows = results.map((result) => {
    const { name, origins, reference } = result;
    const middle = (of: (origin: (typeof origins)[number]) => number): string => number(median(origins.map(of)));
    return [
      name,
      String(origins.length),
      middle(({ forecaster }) => forecaster),
      ...rivals.map((rival) => middle((origin) => origin.rivals[rival])),
      ...rivals.map((rival) => number(ratioTo(result, rival))),
      `${(100 * origins.reduce((sum, { coverage }) => sum + coverage / origins.length, 0)).toFixed(0)} %`,
      number(origins[0].forecaster),
      number(reference.ets),
      number(reference.arima),
    ];
  });
  return formatTable([header, ...rows], [...header.keys()].slice(1));
}

function summaryTable({ ratios, reference }: ForecastSummary): string {
  const rows = [
    ...rivals.map((rival) => [`all origins, by ${rival}`, number(ratios[rival].ratio), number(ratios[rival].upper)]),
    ...(['seasonalNaive', 'ets', 'arima'] as const).map((name) => [
      `last split, by R’s ${{ seasonalNaive: 'seasonal naive', ets: 'ETS', arima: 'ARIMA' }[name]}`,
      number(reference[name].ratio),
      number(reference[name].upper),
    ]),
  ];
  return formatTable([['geometric mean of MASE', 'ratio', '90 % below'], ...rows], [1, 2]);
}

function sentences({ worstByNaive, coverage }: ForecastSummary): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return (
    `Worst median by naive: ${worstByNaive.name}, ${number(worstByNaive.ratio)}.\n` +
    `The bands of 80 % hold ${percent(coverage.ofValues)} of the values, and ${percent(coverage.ofSeries)} of those of a series on the average.`
  );
}
