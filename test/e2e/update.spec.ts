import { expect, sharedTest as test } from './studio.ts';

test('a page that was open while its studio was updated is opened anew where a person goes', async ({ shared }) => {
  const page = await shared.openWindow('/runs');
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
  const script = await page.evaluate(() => document.querySelector('script')?.getAttribute('src'));
  await page.evaluate(() => (document.documentElement.dataset['since'] = 'before'));
  const isSamePage = () => page.evaluate(() => document.documentElement.dataset['since'] === 'before');

  // A file is gone, but the page that is served is the same: opening it again would not help.
  const served = new URL('/', shared.studio.url()).href;
  let isOpenedAgain = false;
  await page.route(/\/assets\/LessonsPage-.*\.js$/, (route) =>
    isOpenedAgain ? route.continue() : route.fulfill({ status: 404 }),
  );
  const compared = page.waitForResponse(served);
  const lessons = page.getByRole('link', { name: 'Lessons', exact: true });
  await lessons.click();
  expect(await (await compared).text()).toContain(script);
  expect(await isSamePage()).toBe(true);

  // Another page is served now, which has all its files.
  await page.route(served, (route) => {
    isOpenedAgain ||= route.request().resourceType() === 'document';
    return isOpenedAgain
      ? route.continue()
      : route.fulfill({
          contentType: 'text/html',
          body: '<script type="module" src="/assets/index-newer.js"></script>',
        });
  });
  await lessons.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lessons' })).toBeVisible();
  expect(await isSamePage()).toBe(false);
});
