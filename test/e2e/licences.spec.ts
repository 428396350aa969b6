import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { en } from '../../src-renderer/locales/en/index.ts';
import { expect, test } from './studio.ts';

type LockedPackages = Record<string, { version: string; dependencies?: Record<string, string> }>;

/** Types and the like: named as needs, and in no program. */
const notShipped =
  /^(@types\/.+|type-fest|openapi-types|node-addon-api|flatbuffers|guid-typescript|platform|protobufjs|@orpc\/standard-server-(aws-lambda|fastify)) /;

/** What the project depends on, and all that this needs, as the lock file has it: names and versions. */
function dependencyTree(): string[] {
  const file = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: LockedPackages };
  const found = new Map<string, string>();
  const add = (name: string, neededBy: string) => {
    const folders = neededBy
      .split('/node_modules/')
      .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
    const places = ['', ...folders.map((folder) => `${folder}/`)].map((folder) => `${folder}node_modules/${name}`);
    const path = places.findLast((place) => place in packages);
    if (path === undefined) throw new Error(`${name} is not in the lock file.`);
    const entry = `${name} ${packages[path]!.version}`;
    if (found.has(path) || notShipped.test(entry)) return;
    found.set(path, entry);
    for (const needed of Object.keys(packages[path]!.dependencies ?? {})) add(needed, path);
  };
  for (const name of Object.keys(packages['']!.dependencies ?? {})) add(name, '');
  return [...new Set(found.values())];
}

test('the licences page lists all that the studio is made of, each with the words of its licence', async ({ page }) => {
  await page.getByRole('link', { name: en.shell.settings }).click();
  await page.getByRole('link', { name: en.licences.link }).click();
  const packages = page.getByRole('region', { name: en.licences.packages });
  const groups = packages.locator('details');
  await expect(groups.first()).toBeVisible();
  const listed = (await groups.locator('summary').allInnerTexts()).join(', ');
  const tree = dependencyTree();
  expect(tree.length).toBeGreaterThan(100);
  expect(tree.filter((name) => !listed.includes(name))).toEqual([]);
  const texts = await groups.locator('pre').allTextContents();
  expect(texts.filter((text) => text.length < 200 || text.includes(en.licences.noText))).toEqual([]);

  const group = groups.filter({ hasText: /\bvue \d/ }).first();
  await group.locator('summary').click();
  await expect(group.locator('pre')).toBeVisible();
  await expect(group.locator('pre')).toContainText('Permission is hereby granted, free of charge');
  await expect(page.getByRole('region', { name: en.licences.samples })).toContainText('Moby Dick');
});
