import type { Page } from '@playwright/test';
import { startTraining } from './start-training.ts';
import { expect, test } from './studio.ts';
import { openClient } from './studio-client.ts';

// The recorder takes snapshots of the page on the page's own thread, whose tasks one of these tests measures.
test.use({ trace: 'off' });

const palette = (page: Page) => page.getByRole('combobox', { name: 'Go anywhere, do anything' });

test('goes anywhere by keys alone, and the focus follows', async ({ page, studio }) => {
  expect(studio.url()).not.toBe('');
  await page.keyboard.press('Control+K');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type('れっすん');
  await expect(page.getByRole('option', { name: /^Lessons/ })).toHaveAttribute('data-highlighted', '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeFocused();
  await expect(page).toHaveTitle('Lessons · Kioku Studio');

  await page.keyboard.press('Control+K');
  await expect(page.getByRole('option').first()).toContainText('Lessons');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeFocused();

  await page
    .getByRole('main')
    .getByRole('link', { name: /^Singular values/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /^Singular values/ })).toBeFocused();
});

test('the keys are listed on ?, but not while somebody types', async ({ page, studio }) => {
  expect(studio.url()).not.toBe('');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await page.keyboard.press('?');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.goto(new URL('/#/models/new?template=char-rnn-s', studio.url()).href);
  const name = page.getByRole('textbox').first();
  await name.focus();
  await page.keyboard.type('Why? ');
  await expect(name).toHaveValue('Why? ');
  await expect(sheet).toBeHidden();
});

test('Space pauses and resumes the run of the page, and the status bar does it from anywhere', async ({
  page,
  studio,
}) => {
  expect(studio.url()).not.toBe('');
  await startTraining(page, 4000);
  await expect(page.getByRole('contentinfo')).toContainText('Training');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Lessons' }).click();
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /^Pause/ })
    .click();
  await expect(page.getByRole('contentinfo')).toContainText('Ready');
});

test('an address that leads nowhere helps on, and the gallery is not for everybody', async ({ page, studio }) => {
  for (const path of ['/nowhere', '/gallery']) {
    await page.goto(new URL(`/#${path}`, studio.url()).href);
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
  }
  await page.getByRole('main').getByRole('link', { name: 'Models' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
});

/** In milliseconds. */
interface Tasks {
  /** As the browser's own observer tells them: more than 50 ms, with all that other programs took from them meanwhile. */
  long: number[];
  /** The longest one by what the processor did for it alone; null where the browser cannot be asked. */
  mostWork: number | null;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  args: { name?: string };
  /** Of the processor, in microseconds. */
  tdur?: number;
}

/** From now on, what keeps the main thread. */
async function observeTasks(page: Page): Promise<() => Promise<Tasks>> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(window, { longTasks: durations });
    new PerformanceObserver((list) => durations.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['toplevel', '__metadata'] });
  return async () => {
    const long = await page.evaluate(() => Reflect.get(window, 'longTasks') as number[]);
    return { long, mostWork: browser === null ? null : mostWorkOf((await browser.stopTracing()).toString()) };
  };
}

function mostWorkOf(trace: string): number {
  const { traceEvents: events } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const work = events
    .filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
  expect(work.length).toBeGreaterThan(0);
  return work.reduce((most, each) => Math.max(most, each), 0);
}

test('the window never blocks while a text is imported and a network trains', async ({ page, studio }) => {
  // The file is made before anybody looks: that is the test's own work, not the studio's.
  const transfer = await page.evaluateHandle(() => {
    const line = (n: number) => `On day ${n} the crow told the fox what the river had said.\n`;
    const files = new DataTransfer();
    files.items.add(
      new File(
        Array.from({ length: 40_000 }, (_, n) => line(n)),
        'long.txt',
        { type: 'text/plain' },
      ),
    );
    return files;
  });
  const importing = await observeTasks(page);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
  await expect(page.locator('[role=dialog] button[type=submit]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'long.txt' })).toBeVisible();
  const ofImport = await importing();

  const { client, close } = await openClient(studio.url());
  const [dataset] = await client.datasets.list();
  const { id: runId } = await client.runs.start({
    datasetId: dataset.id,
    presetId: 'char-rnn-s',
    train: { epochs: 100, threads: 1 },
  });
  await page.evaluate((id) => (location.hash = `#/runs/${id}`), runId);
  await expect(page.getByRole('img', { name: /^Loss/ })).toBeVisible();
  const training = await observeTasks(page);
  const elapsed = async () => (await client.runs.get({ runId })).elapsedMs;
  await expect.poll(elapsed).toBeGreaterThan(15_000);
  const ofTraining = await training();
  await client.runs.stop({ runId });
  close();

  const told = ({ long, mostWork }: Tasks) =>
    `most work in one ${mostWork?.toFixed(0) ?? '?'} ms, with waiting above 50 ms: ${long.join(' ') || 'none'}`;
  console.log(`Tasks on the main thread while importing: ${told(ofImport)}; while training: ${told(ofTraining)}`);
  for (const { long, mostWork } of [ofImport, ofTraining]) {
    // On a machine that is busy with other things a task also waits for its turn: then only a frozen window fails.
    expect(Math.max(0, ...long)).toBeLessThan(1000);
    expect(mostWork ?? 0).toBeLessThan(100);
  }
});
