import type { Page } from '@playwright/test';
import { dropFiles } from '../e2e/drop-file.ts';
import type { FilledStudio } from './fill-studio.ts';
import type { Screen } from './screen.ts';

const press = (selector: string) => (page: Page) => page.locator(selector).first().click();
const tab = (place: number) => (page: Page) => page.getByRole('tab').nth(place).click();

/** Datasets, builder, runs and the shell around them, each with what opens on it. */
export function studioScreens({ datasetId, namesId, runIds, divergedId, tag, classifierId }: FilledStudio): Screen[] {
  const [finished, other, paused] = runIds;
  return [
    { name: 'datasets', path: '/datasets' },
    { name: 'datasets-paste', path: '/datasets', prepare: press('header button:has(.lucide-clipboard-paste)') },
    { name: 'dataset', path: `/datasets/${datasetId}` },
    { name: 'dataset-tokens', path: `/datasets/${datasetId}?view=tokens`, prepare: inspectTokens },
    { name: 'dataset-vocabulary', path: `/datasets/${datasetId}?view=vocabulary`, prepare: awaitRows },
    { name: 'dataset-labelled', path: `/datasets/${namesId}`, prepare: awaitRows },
    { name: 'dataset-in-use', path: `/datasets/${datasetId}`, prepare: press('header button:has(.lucide-trash-2)') },
    { name: 'dataset-rename', path: `/datasets/${datasetId}`, prepare: press('header button:has(.lucide-pencil)') },
    { name: 'import', path: '/datasets', prepare: dropText },
    { name: 'import-encoding', path: '/datasets', prepare: dropShiftJis },
    { name: 'import-table', path: '/datasets', prepare: dropTable },
    { name: 'import-over', path: '/datasets', prepare: dragOver },

    { name: 'models', path: '/models' },
    { name: 'builder', path: '/models/kept', prepare: (page) => page.locator('[data-row]').nth(2).click() },
    { name: 'builder-course', path: '/models/new?template=course-classifier' },
    { name: 'builder-empty', path: '/models/new' },
    { name: 'builder-problems', path: '/models/new?template=bi-lstm-classifier', prepare: breakModel },
    { name: 'builder-drag', path: '/models/new?template=course-classifier', prepare: dragLayer },
    { name: 'builder-table', path: '/models/new?template=course-classifier', prepare: tab(1) },
    { name: 'builder-json', path: '/models/new?template=course-classifier', prepare: mistypeJson },
    { name: 'builder-training', path: '/models/kept', prepare: tab(5) },

    { name: 'runs', path: '/runs' },
    { name: 'runs-chosen', path: '/runs', prepare: chooseRuns },
    { name: 'runs-columns', path: '/runs', prepare: press('button:has(.lucide-columns-3)') },
    { name: 'runs-undo', path: '/runs', prepare: deleteRun, finish: press('li.overlay button') },
    { name: 'new-run', path: `/runs/new?dataset=${datasetId}` },
    { name: 'new-sweep', path: '/runs/sweep' },
    { name: 'new-sweep-mistyped', path: '/runs/sweep', prepare: mistypeSweep },
    { name: 'sweep', path: `/runs/sweep/${encodeURIComponent(tag)}` },
    { name: 'compare', path: `/runs/compare?runs=${finished},${other}` },
    { name: 'compare-samples', path: `/runs/compare?runs=${finished},${other}`, prepare: readSamples },

    { name: 'dashboard', path: `/runs/${finished}` },
    { name: 'dashboard-below', path: `/runs/${finished}`, prepare: scrollDown },
    { name: 'dashboard-classifier', path: `/runs/${classifierId}` },
    { name: 'dashboard-paused', path: `/runs/${paused}` },
    { name: 'dashboard-live', path: `/runs/${paused}`, prepare: resume, finish: pause },
    { name: 'dashboard-diverged', path: `/runs/${divergedId}` },
    { name: 'dashboard-zoomed', path: `/runs/${finished}`, prepare: zoomAndPoint },
    { name: 'dashboard-maximized', path: `/runs/${finished}`, prepare: press('button:has(.lucide-maximize-2)') },
    { name: 'dashboard-table', path: `/runs/${finished}`, prepare: press('button:has(.lucide-table-2)') },
    { name: 'dashboard-save', path: `/runs/${finished}`, prepare: press('main section button:has(.lucide-download)') },
    { name: 'dashboard-mark', path: `/runs/${finished}`, prepare: press('[role=slider] ~ div button') },
    { name: 'dashboard-term', path: `/runs/${finished}`, prepare: press('main section button:has(.lucide-info)') },
    { name: 'dashboard-menu', path: `/runs/${finished}`, prepare: openMenu },
    { name: 'branch', path: `/runs/${finished}`, prepare: (page) => chooseFromMenu(page, '.lucide-git-branch') },
    { name: 'extend', path: `/runs/${finished}`, prepare: (page) => chooseFromMenu(page, '.lucide-calendar-plus') },

    { name: 'settings', path: '/settings' },
    { name: 'licences', path: '/licences' },
    { name: 'not-found', path: '/nowhere' },
    { name: 'palette', path: '/runs', prepare: (page) => page.keyboard.press('Control+K') },
    { name: 'palette-search', path: '/runs', prepare: searchPalette },
    { name: 'shortcuts', path: `/runs/${finished}`, prepare: (page) => page.keyboard.press('?') },
    // The last one: the page stays without its host.
    { name: 'connection-lost', path: `/runs/${finished}`, prepare: loseConnection },
  ];
}

const importReady = (page: Page) => page.locator('[role=dialog] button[type=submit]:enabled').waitFor();

async function dropText(page: Page): Promise<void> {
  await dropFiles(page, { name: 'fable.txt', content: 'The crow told the fox.\r\n'.repeat(200) });
  await importReady(page);
}

async function dropShiftJis(page: Page): Promise<void> {
  const line = [0x8c, 0xe1, 0x94, 0x79, 0x82, 0xcd, 0x94, 0x4c, 0x82, 0xc5, 0x82, 0xa0, 0x82, 0xe9, 0x81, 0x42, 13, 10];
  await dropFiles(page, { name: '猫.txt', content: Array.from({ length: 80 }, () => line).flat() });
  await importReady(page);
}

async function dropTable(page: Page): Promise<void> {
  const rows = Array.from(
    { length: 60 },
    (_, n) => `"a ${['fine', 'dull', 'long'][n % 3]} whale",${n % 2 ? 'up' : 'down'}`,
  );
  const content = ['review,stars', ...rows, 'a row with too much,up,surprise'].join('\n');
  await dropFiles(page, { name: 'reviews.csv', content });
  await importReady(page);
}

async function dragOver(page: Page): Promise<void> {
  const transfer = await page.evaluateHandle(() => {
    const files = new DataTransfer();
    files.items.add(new File(['a text'], 'a.txt'));
    return files;
  });
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
}

const awaitRows = (page: Page) => page.locator('main tbody tr').nth(5).waitFor();

async function inspectTokens(page: Page): Promise<void> {
  await page.locator('main [role=tabpanel] select').first().selectOption('word');
  await page.locator('main ol li').nth(10).waitFor();
}

async function breakModel(page: Page): Promise<void> {
  await page.locator('select').nth(1).selectOption('language-model');
  await page.locator('[data-row]').nth(2).click();
}

async function dragLayer(page: Page): Promise<void> {
  const from = await page.locator('[data-row]').nth(5).boundingBox();
  const to = await page.locator('[data-row]').nth(2).boundingBox();
  if (from === null || to === null) throw new Error('There is nothing to drag.');
  await page.mouse.move(from.x + 80, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 100, to.y + to.height - 2, { steps: 6 });
}

async function mistypeJson(page: Page): Promise<void> {
  await tab(3)(page);
  const text = page.locator('textarea');
  await text.fill((await text.inputValue()).replace('"units": 128', '"units": -1'));
}

async function chooseRuns(page: Page): Promise<void> {
  await page.locator('main select').nth(1).selectOption('model');
  for (const place of [1, 2]) await page.locator('tbody input[type=checkbox]').nth(place).check();
}

async function deleteRun(page: Page): Promise<void> {
  await page.locator('tbody input[type=checkbox]').last().check();
  await page.locator('main button:has(.lucide-trash-2)').first().click();
  await page.locator('li.overlay button').first().waitFor();
}

async function mistypeSweep(page: Page): Promise<void> {
  await page.locator('main fieldset input').nth(1).fill('64, many');
}

async function readSamples(page: Page): Promise<void> {
  await page.locator('main form ~ div p').nth(1).waitFor();
  await page.locator('main form').scrollIntoViewIfNeeded();
  await page.locator('main form ~ div').last().scrollIntoViewIfNeeded();
}

const scrollDown = (page: Page) => page.locator('.dashboard-grid > *').last().scrollIntoViewIfNeeded();

async function resume(page: Page): Promise<void> {
  await page.locator('header button:has(.lucide-play)').click();
  await page.locator('header button:has(.lucide-pause)').waitFor();
  await page.locator('footer progress, footer [role=progressbar]').waitFor();
}
async function pause(page: Page): Promise<void> {
  await page.locator('header button:has(.lucide-pause)').click();
  await page.locator('header button:has(.lucide-play)').waitFor();
}

async function zoomAndPoint(page: Page): Promise<void> {
  const chart = page.locator('[role=slider][aria-valuetext]').first();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('There is no chart.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, y, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(box.x + box.width * 0.6, y - 20);
}

const openMenu = press('header button:has(.lucide-ellipsis)');
async function chooseFromMenu(page: Page, icon: string): Promise<void> {
  await openMenu(page);
  await page.locator(`[role=menuitem]:has(${icon})`).click();
  await page.locator('[role=dialog] button[type=submit]').waitFor();
}

async function searchPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.keyboard.type('moby');
}

/** As if the host had gone: its socket closes, and no other is opened. */
async function loseConnection(page: Page): Promise<void> {
  let isGone = false;
  let close = () => Promise.resolve();
  await page.routeWebSocket(/.*/, (socket) => {
    if (isGone) return void socket.close();
    const server = socket.connectToServer();
    close = () => socket.close().then(() => server.close());
  });
  await page.reload();
  await page.locator('dl').first().waitFor();
  isGone = true;
  await close();
  await page.locator('[role=status] .lucide-unplug').waitFor();
}
