import type { Page } from '@playwright/test';
import { dropFiles } from '../e2e/drop-file.ts';
import type { FilledStudio } from './fill-studio.ts';

export interface Screen {
  name: string;
  /** After the #. */
  path: string;
  /** What a person does there first. */
  prepare?(page: Page): Promise<void>;
}

/** Before there is anything. */
export const emptyScreens: readonly Screen[] = [
  { name: 'empty-datasets', path: '/datasets' },
  { name: 'empty-runs', path: '/runs' },
  { name: 'empty-playground', path: '/playground' },
  { name: 'empty-insight', path: '/insight' },
];

export function screensOf({ datasetId, runIds, tag, classifierId, bundle }: FilledStudio): Screen[] {
  const [finished, other, paused] = runIds;
  return [
    { name: 'datasets', path: '/datasets' },
    { name: 'dataset', path: `/datasets/${datasetId}` },
    {
      name: 'import',
      path: '/datasets',
      prepare: drop,
    },
    { name: 'models', path: '/models' },
    { name: 'builder', path: '/models/kept', prepare: (page) => page.locator('[data-row]').nth(2).click() },
    { name: 'builder-course', path: '/models/new?template=course-classifier' },
    { name: 'runs', path: '/runs' },
    { name: 'new-run', path: `/runs/new?dataset=${datasetId}` },
    { name: 'dashboard', path: `/runs/${finished}` },
    { name: 'dashboard-paused', path: `/runs/${paused}` },
    { name: 'compare', path: `/runs/compare?runs=${finished},${other}` },
    { name: 'new-sweep', path: '/runs/sweep' },
    { name: 'sweep', path: `/runs/sweep/${tag}` },
    { name: 'playground', path: `/playground/${finished}`, prepare: generate },
    { name: 'playground-many', path: `/playground/${finished}`, prepare: (page) => writeMany(page, 'many') },
    { name: 'playground-beams', path: `/playground/${finished}`, prepare: (page) => writeMany(page, 'beams') },
    {
      name: 'playground-temperatures',
      path: `/playground/${finished}`,
      prepare: (page) => compare(page, 'temperatures'),
    },
    { name: 'playground-beside', path: `/playground/${finished}`, prepare: (page) => compare(page, 'beside') },
    {
      name: 'playground-rivals',
      path: `/playground/${finished}`,
      async prepare(page) {
        await generate(page);
        await page.locator('#token-40').click();
        await page.locator('[role=dialog] table').waitFor();
      },
    },
    { name: 'playground-travel', path: `/playground/${finished}`, prepare: (page) => compare(page, 'travel') },
    { name: 'sentences', path: `/playground/${classifierId}`, prepare: typeNames },
    {
      name: 'confusion',
      path: `/playground/${classifierId}?view=confusion`,
      prepare: (page) => page.locator('main table button').nth(1).click(),
    },
    ...['theatre', 'flow', 'cells', 'whatif', 'activations'].map((panel) => ({
      name: `insight-${panel}`,
      path: `/insight/${finished}?panel=${panel}`,
    })),
    { name: 'lessons', path: '/lessons' },
    { name: 'settings', path: '/settings' },
    { name: 'not-found', path: '/nowhere' },
    { name: 'palette', path: '/runs', prepare: (page) => page.keyboard.press('Control+K') },
    { name: 'export', path: `/runs/${finished}`, prepare: openExport },
    {
      name: 'export-bundle',
      path: `/runs/${finished}`,
      async prepare(page) {
        await openExport(page);
        await page.locator('[role=dialog] input[value=kioku]').check({ force: true });
      },
    },
    {
      name: 'export-certificate',
      path: `/runs/${finished}`,
      async prepare(page) {
        await openExport(page);
        await page.locator('[role=dialog] section li button').first().click();
      },
    },
    {
      name: 'import-model',
      path: '/runs',
      async prepare(page) {
        await dropFiles(page, { name: 'moby-dick.kioku', content: bundle });
        await page.locator('[role=dialog] button[type=submit]:enabled').waitFor();
      },
    },
    {
      name: 'import-refused',
      path: '/runs',
      async prepare(page) {
        await dropFiles(page, { name: 'moby-dick.kioku', content: bundle.slice(0, 5000) });
        await page.locator('[role=dialog] [role=alert]').waitFor();
      },
    },
    { name: 'shortcuts', path: `/runs/${finished}`, prepare: (page) => page.keyboard.press('?') },
  ];
}

export const galleryScreens: readonly Screen[] = [{ name: 'gallery', path: '/gallery', prepare: showAll }];

async function drop(page: Page): Promise<void> {
  await dropFiles(page, { name: 'fable.txt', content: 'The crow told the fox.\r\n'.repeat(200) });
  await page.locator('[role=dialog] button[type=submit]:enabled').waitFor();
}

async function openExport(page: Page): Promise<void> {
  await page.locator('header button:has(.lucide-file-up)').click();
  await page.locator('[role=dialog] input[type=radio]').first().waitFor({ state: 'attached' });
}

async function generate(page: Page): Promise<void> {
  await page.locator('main select').first().selectOption('single');
  await page.locator('main textarea').fill('Call me ☃ Ishmael');
  await page.keyboard.press('Control+Enter');
  await page.locator('[role=listbox] [role=option]').first().waitFor();
}

async function writeMany(page: Page, way: string): Promise<void> {
  await page.locator('main select').first().selectOption(way);
  await page.keyboard.press('Control+Enter');
  await page.locator('article:last-child').first().waitFor();
  await page.locator('.lucide-play').waitFor();
}

async function compare(page: Page, mode: string): Promise<void> {
  const select = page.locator('main select').first();
  await select.selectOption(mode);
  await page.keyboard.press('Control+Enter');
  await page.locator('article').last().locator('p span').nth(1).waitFor();
}

async function typeNames(page: Page): Promise<void> {
  await page.locator('main textarea').fill('Amelia\nOliver\nRobin');
  await page.locator('main table').nth(2).waitFor();
}

/** The gallery is longer than any window. */
async function showAll(page: Page): Promise<void> {
  const height = await page
    .locator('main h1')
    .evaluate((heading) => (heading.closest('header')?.parentElement?.lastElementChild?.scrollHeight ?? 0) + 80);
  const width = page.viewportSize()?.width ?? 1440;
  await page.setViewportSize({ width, height });
}
