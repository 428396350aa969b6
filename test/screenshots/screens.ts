import type { Page } from '@playwright/test';
import { dropFiles } from '../e2e/drop-file.ts';
import type { FilledStudio } from './fill-studio.ts';
import type { Screen } from './screen.ts';
import { studioScreens } from './studio-screens.ts';

/** Before there is anything. */
export const emptyScreens: readonly Screen[] = [
  { name: 'empty-start', path: '/start' },
  { name: 'empty-datasets', path: '/datasets' },
  { name: 'empty-models', path: '/models' },
  { name: 'empty-runs', path: '/runs' },
  { name: 'empty-new-run', path: '/runs/new' },
  { name: 'empty-new-sweep', path: '/runs/sweep' },
  { name: 'empty-sweep', path: '/runs/sweep/nothing' },
  { name: 'empty-compare', path: '/runs/compare?runs=one' },
  { name: 'run-gone', path: '/runs/00000000-0000-4000-8000-000000000000' },
  { name: 'dataset-gone', path: '/datasets/00000000-0000-4000-8000-000000000000' },
  { name: 'empty-playground', path: '/playground' },
  { name: 'empty-insight', path: '/insight' },
];

export function screensOf(filled: FilledStudio): Screen[] {
  const { runIds, classifierId, bundle } = filled;
  const [finished] = runIds;
  return [
    { name: 'start', path: '/start', prepare: letWrite },
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
    ...studioScreens(filled),
  ];
}

export const galleryScreens: readonly Screen[] = [{ name: 'gallery', path: '/gallery', prepare: showAll }];

async function openExport(page: Page): Promise<void> {
  await page.locator('header button:has(.lucide-file-up)').click();
  await page.locator('[role=dialog] input[type=radio]').first().waitFor({ state: 'attached' });
}

/** Lets the first of the networks that came along write. */
async function letWrite(page: Page): Promise<void> {
  await page.locator('article button:not([aria-haspopup])').first().click();
  await page
    .locator('article [role=log]')
    .filter({ hasText: /\S{20}|\S+ \S+ \S+/ })
    .waitFor();
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
