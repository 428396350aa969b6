import { afterEach, beforeEach, expect, test } from 'vitest';
import type {
  NearestTokensInput,
  TokenMapInput,
  TokenMapUpdate,
} from '../../../../src-main/contract/insight/token-map-records.ts';
import { tokenKind } from '../../../../src-engine/text/token-kind.ts';
import {
  labelledPlaces,
  pannedMap,
  pixelOf,
  pointAt,
  wholeMap,
  zoomedMap,
} from '../../../../src-renderer/domain/insight/tokens/map-view.ts';
import { FakeHost } from '../../studio/fake-host.ts';
import { mountStudio, settle, type MountedStudio } from '../../studio/mount-studio.ts';
import { aCheckpoint, aDataset, aRun } from '../../studio/sample-records.ts';

let host: FakeHost;
let studio: MountedStudio;
let asked: TokenMapInput[];
let near: NearestTokensInput[];
const texts = ['の', 'ア', '猫', '犬', '。', 'a', 'b', '1'];

beforeEach(() => {
  localStorage.clear();
  host = new FakeHost();
  host.datasets = [aDataset()];
  host.runs = [aRun({ checkpointCount: 1 })];
  host.checkpoints = [aCheckpoint({ id: 'late', step: 100 })];
  asked = [];
  near = [];
  host.tokenMap = (input): TokenMapUpdate[] => {
    asked.push(input);
    const tokens = texts.map((text, id) => ({ id, text, count: 100 - id, kind: tokenKind(text), x: id, y: id % 3 }));
    const explained: [number, number] | null = input.method === 'pca' ? [0.3, 0.2] : null;
    return [
      { type: 'progress', done: 0, total: 0 },
      {
        type: 'map',
        map: {
          step: 100,
          method: input.method,
          source: 'embedding',
          dimensions: 24,
          vocabularySize: 8,
          explained,
          tokens,
        },
      },
    ];
  };
  host.nearestTokens = (input) => {
    near.push(input);
    const id = Number(input.token);
    const other = (id + 1) % texts.length;
    const nearest = [{ id: other, text: texts[other] ?? '', similarity: 0.875 }];
    return { step: 100, token: { id, text: texts[id] ?? '' }, nearest };
  };
});
afterEach(() => studio?.unmount());

test('tokens are laid out, told by name and kind beside the map, and lead to their nearest ones', async () => {
  studio = await mountStudio(host, '/insight/r?panel=tokens');
  await settle();
  expect(asked).toMatchObject([{ runId: 'r', checkpointId: 'late', method: 'umap' }]);
  expect(document.querySelector('canvas')?.getAttribute('aria-label')).toContain('Map of 8 tokens');
  expect(studio.text()).toContain('8 rows of the embedding, 24 dimensions. The axes have no meaning of their own.');
  const listed = () => [...document.querySelectorAll('ul[aria-label=Tokens] button')].map((b) => b.textContent.trim());
  expect(listed()).toHaveLength(8);
  expect(listed()[2]).toMatch(/^猫\s*kanji\s*98$/);

  await studio.fill('Look for a token', '猫');
  expect(listed()).toHaveLength(1);
  await studio.click(/^猫/);
  await settle();
  expect(near).toMatchObject([{ runId: 'r', checkpointId: 'late', token: 2 }]);
  expect(studio.text()).toContain('Nearest to “猫”');
  await studio.click(/^犬/);
  await settle();
  expect(near.at(-1)).toMatchObject({ token: 3 });

  await studio.click('PCA');
  await settle();
  expect(asked.at(-1)).toMatchObject({ method: 'pca' });
  expect(studio.text()).toContain('x holds 30.0% of the variance, y 20.0%.');
});

test('while neighbours are looked for there is something to see and to cancel, and it can be started again', async () => {
  host.holdGeneration = true;
  studio = await mountStudio(host, '/insight/r?panel=tokens');
  await settle();
  expect(studio.text()).toContain('Looking for neighbours…');
  await studio.click('Cancel');
  expect(studio.text()).not.toContain('Looking for neighbours…');
  host.holdGeneration = false;
  await studio.click('Lay out the map');
  await settle();
  expect(document.querySelector('canvas')).not.toBeNull();
});

test('a map can be zoomed about a place and moved, and finds the token under the pointer', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 5 },
    { x: 10.01, y: 5 },
  ];
  const size = { width: 248, height: 148 };
  const whole = wholeMap(points, size);
  expect(pixelOf(whole, size, { x: 0, y: 0 })).toMatchObject({ x: expect.closeTo(24, 0), y: expect.closeTo(124, 0) });
  const at = pixelOf(whole, size, { x: 10, y: 5 });
  expect(pointAt(points, whole, size, at, 10)).toBe(1);
  expect(pointAt(points, whole, size, { x: 124, y: 20 }, 10)).toBeNull();
  const zoomed = zoomedMap(whole, size, whole, 4, at);
  expect(pixelOf(zoomed, size, { x: 10, y: 5 })).toMatchObject({
    x: expect.closeTo(at.x, 6),
    y: expect.closeTo(at.y, 6),
  });
  expect(zoomedMap(whole, size, whole, 0.1, at).scale).toBe(whole.scale);
  const moved = pannedMap(zoomed, -30, 10);
  expect(pixelOf(moved, size, { x: 10, y: 5 })).toMatchObject({
    x: expect.closeTo(at.x - 30, 6),
    y: expect.closeTo(at.y + 10, 6),
  });
  // Two tokens at one place: the first has its name, unless the other is chosen.
  expect(labelledPlaces(points, whole, size, { first: [], most: 10 })).toEqual([0, 1]);
  expect(labelledPlaces(points, whole, size, { first: [2], most: 10 })).toEqual([2, 0]);
});
