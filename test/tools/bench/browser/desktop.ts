/**
 * A cold start of the desktop program on the double of Electron, with its windows in a real Chromium that starts along with it: from the start
 * of its process to the first paint and to the page, what the processors did for that, and what all of its processes hold at rest.
 */
import { execFileSync } from 'node:child_process';
import { builtStudio } from '../../../../src-main/cli/desktop/studio-build.ts';
import { DesktopStudio } from '../../../e2e/desktop/desktop-studio.ts';
import { median } from '../statistics.ts';
import { report, rounded } from './watched-studio.ts';

const starts = 9;
/** Until what a start has begun is over. */
const restMs = 3000;

interface ColdStart {
  /** Milliseconds after the start of the process. */
  firstPaint: number;
  page: number;
  /** Milliseconds of the processors, by what they were spent on. */
  mainCpu: number;
  chromiumCpu: number;
  /** In megabytes, as each process holds them in memory. */
  mainMemory: number;
  hostMemory: number;
  rendererMemory: number;
}

const megabytesOf = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

async function coldStart(): Promise<ColdStart> {
  const studio = new DesktopStudio('double', { locale: 'en-US', colorScheme: 'light' });
  const began = Date.now();
  const page = await studio.open();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const seen = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return {
      paintedAt: performance.timeOrigin + (paint?.startTime ?? Number.NaN),
      hereAt: performance.timeOrigin + performance.now(),
    };
  });
  await page.waitForTimeout(restMs);
  const { pid, cpu, hostPid } = await studio.program.evaluate(({ app }) => {
    const { user, system } = process.cpuUsage();
    const host = app.getAppMetrics().find(({ name }) => name === 'Kioku Studio host');
    return { pid: process.pid, cpu: (user + system) / 1000, hostPid: host?.pid ?? 0 };
  }, null);
  const browser = await page.context().browser()?.newBrowserCDPSession();
  if (browser === undefined) throw new Error('There is no browser.');
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const started: ColdStart = {
    firstPaint: seen.paintedAt - began,
    page: seen.hereAt - began,
    mainCpu: cpu,
    chromiumCpu: processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0) * 1000,
    mainMemory: megabytesOf(pid),
    hostMemory: megabytesOf(hostPid),
    rendererMemory: Math.max(...renderers.map(({ id }) => megabytesOf(id))),
  };
  await studio.close();
  return started;
}

await builtStudio();
const measured: ColdStart[] = [];
for (let n = 0; n < starts; n++) measured.push(await coldStart());
const told = (name: keyof ColdStart, unit: string) => {
  const all = measured.map((start) => start[name]);
  return `${rounded(median(all), 0)} ${unit} (${rounded(Math.min(...all), 0)} to ${rounded(Math.max(...all), 0)})`;
};
report({
  [`from nothing to the first paint, ${starts} starts (median)`]: told('firstPaint', 'ms'),
  'to the page': told('page', 'ms'),
  'processor time of the main process': told('mainCpu', 'ms'),
  'of Chromium': told('chromiumCpu', 'ms'),
  'memory at rest: main process': told('mainMemory', 'MB'),
  host: told('hostMemory', 'MB'),
  renderer: told('rendererMemory', 'MB'),
});
