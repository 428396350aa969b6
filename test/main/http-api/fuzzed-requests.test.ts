import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiError } from '../../../src-main/contract/http-api/api-error.ts';
import { httpRoutes } from '../../../src-main/http-api/match-route.ts';
import { AttackedStudio } from '../host/attacked-studio.ts';

const REQUESTS_OF_A_KIND = 25;
const MOST_GROWTH = 300 * 2 ** 20;

let studio: AttackedStudio;
beforeAll(async () => void (studio = await AttackedStudio.start()));
afterAll(() => studio.end());

/** Fields by their right names, with values that may be anything. */
const field = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(null, -1, 0, 1e308, 2 ** 53, '', '../../etc/passwd', 'nobody', [], {}, [[]], ['', null]),
);
const names = [
  ...[
    'model',
    'prompt',
    'input',
    'rows',
    'n',
    'stream',
    'stop',
    'logprobs',
    'max_tokens',
    'temperature',
    'seed',
    'echo',
  ],
  ...['dataset', 'train', 'preset', 'name', 'horizon', 'known_ahead', 'encoding_format', '__proto__', 'constructor'],
];
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), field, { maxKeys: 8 }).map((fields) => JSON.stringify(fields)),
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('[', '{"model":', `${'['.repeat(20_000)}`, `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`),
  fc.integer({ min: 1, max: 6 }).map((megabytes) => JSON.stringify({ model: 'x'.repeat(megabytes * 2 ** 20) })),
);
const segment = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%', '%00', '%ff', '..', '%2e%2e%2f', 'nobody', 'x'.repeat(3000)),
);
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.constant('?limit=1e9&max_points=-1'),
);
const contentType = fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', '');

test.each(httpRoutes)(
  '$method $path answers whatever is sent with an error of its own form',
  async ({ method, path }) => {
    const before = await studio.peakMemory();
    const sent = fc.record({ body, segment, query, contentType, other: fc.constantFrom(false, false, false, true) });
    for (const each of fc.sample(sent, { numRuns: REQUESTS_OF_A_KIND, seed: 7 })) {
      const used = each.other ? 'PUT' : method;
      const address = path.replace(/\{\w+\}/, each.segment) + (used === 'GET' ? each.query : '');
      const response = await fetch(studio.origin + address, {
        method: used,
        headers: { cookie: studio.cookie, ...(each.contentType !== '' && { 'content-type': each.contentType }) },
        body: used === 'GET' ? null : each.body,
      });
      const text = await response.text();
      const isList = used === 'GET' && response.status === 200;
      if (isList) expect(text).toMatch(/^\{"object":"list"/);
      else {
        expect(response.status, `${used} ${address} ${each.body.slice(0, 300)}: ${text}`).toBeGreaterThanOrEqual(400);
        expect(response.status, text).toBeLessThan(500);
        expect(apiError.safeParse(JSON.parse(text)).success).toBe(true);
      }
    }
    expect(studio.isAlive).toBe(true);
    expect(studio.logged).toEqual([]);
    expect((await studio.peakMemory()) - before).toBeLessThan(MOST_GROWTH);
  },
);
