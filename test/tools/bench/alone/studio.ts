import { formatBytes, formatCount, formatRate, formatTable } from '../../../../src-main/cli/formats.ts';
import type { MeasuringOptions } from './measuring-options.ts';

export async function benchRuns({ json }: MeasuringOptions): Promise<void> {
  const { measureRunStore } = await import('../run-store-speed.ts');
  const result = await measureRunStore();
  const { runs, steps, listMs, curveMs, deleteMs, longestWaitMs } = result;
  const lines = [
    [`list of ${formatCount(runs)} runs with ${formatCount(steps)} steps`, `${listMs.toFixed(0)} ms`],
    ['curve of 1,000,000 steps, thinned', `${curveMs.toFixed(0)} ms`],
    ['deleting that run', `${deleteMs.toFixed(0)} ms`],
    ['longest that another call waited for it', `${longestWaitMs.toFixed(0)} ms`],
  ];
  process.stdout.write(`${json ? JSON.stringify({ config: 'runs', ...result }) : formatTable(lines, [1])}\n`);
}

export async function benchApi({ seconds, json }: MeasuringOptions): Promise<void> {
  const { describeApiSpeed, measureApi } = await import('../api-speed.ts');
  const speed = await measureApi(seconds);
  process.stdout.write(`${json ? JSON.stringify(speed) : describeApiSpeed(speed)}\n`);
}

export async function benchHost({ json, minutes }: MeasuringOptions): Promise<void> {
  const { measureHostLatency } = await import('../host-latency.ts');
  const result = await measureHostLatency((minutes ?? 1) * 60);
  if (json) return void process.stdout.write(`${JSON.stringify({ bench: 'host', ...result })}\n`);
  const rows = [...result.calls, ...result.eventLoop].map(({ name, calls, p50Ms, p99Ms, maxMs }) => [
    calls === null ? `event loop, ${name}` : name,
    calls === null ? '' : formatCount(calls),
    ...[p50Ms, p99Ms, maxMs].map((ms) => `${ms.toFixed(1)} ms`),
  ]);
  const table = formatTable([['call', 'calls', 'p50', 'p99', 'max'], ...rows], [1, 2, 3, 4]);
  process.stdout.write(`${table}\nload average ${result.loadAverage.toFixed(1)}\n`);
}

export async function benchImport({ json }: MeasuringOptions): Promise<void> {
  const { measureImportSpeed } = await import('../import-speed.ts');
  const speed = await measureImportSpeed();
  const { bytes, seconds, megabytesPerSecond, residentGrowthBytes } = speed;
  const memory = residentGrowthBytes === null ? 'memory unknown' : `${formatBytes(residentGrowthBytes)} more memory`;
  const line = `import  ${megabytesPerSecond.toFixed(1)} MB/s (${formatBytes(bytes)} in ${seconds.toFixed(1)} s), ${memory}`;
  process.stdout.write(`${json ? JSON.stringify({ bench: 'import', ...speed }) : line}\n`);
}

export async function benchInsight({ backend, json, pairs, seconds }: MeasuringOptions): Promise<void> {
  const { measureInsightCost } = await import('../insight-cost.ts');
  const cost = await measureInsightCost(backend, pairs, seconds);
  const { bare, closed, open, looks } = cost;
  const ratio = (a: number, b: number) => `${((100 * a) / b).toFixed(1)} %`;
  const lines = [
    ['M without a studio', `${formatRate(bare)} tokens/s`, ''],
    ['in the studio, all panels closed', `${formatRate(closed)} tokens/s`, ratio(closed, bare)],
    [
      `with all of them open and live (${formatCount(looks)} looks)`,
      `${formatRate(open)} tokens/s`,
      ratio(open, closed),
    ],
  ];
  process.stdout.write(`${json ? JSON.stringify({ bench: 'insight', ...cost }) : formatTable(lines, [1, 2])}\n`);
}

/**
 * The factor by which a turn is longer than usual, since looks are frequent at the beginning of a training: a short
 * turn would say nothing about trainings that people wait for.
 */
const TURNS_TO_LOOK = 8;

export async function benchInstruments({ createBackend, json, pairs, seconds }: MeasuringOptions): Promise<void> {
  const { measureInstrumentCost } = await import('../instrument-cost.ts');
  await measureInstrumentCost(createBackend, { pairs, seconds: TURNS_TO_LOOK * seconds }, (cost) => {
    const { template, steps, looks, parabolas, ratio, upperBound } = cost;
    const line =
      `${template}: ${ratio.toFixed(3)} of the time without looks, with 95 % confidence less than ${upperBound.toFixed(3)} ` +
      `(${formatCount(looks)} looks in ${formatCount(steps)} steps, ${formatCount(parabolas)} of them along the step)`;
    process.stdout.write(`${json ? JSON.stringify({ bench: 'instruments', ...cost }) : line}\n`);
  });
}
