import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { endRunning, kioku } from './spawn-cli.ts';
import { trainedHome } from './trained-home.ts';

afterEach(endRunning);

test('a report of a real run is one page, which is not overwritten by mistake', async () => {
  const { at, home } = await trainedHome();
  const report = (...args: string[]) => kioku('report', '--run', 'last', ...args, ...home);
  const written = await report('--out', at('report.html'), '--json');
  expect(written.code).toBe(0);
  expect(JSON.parse(written.stdout)).toMatchObject({
    file: at('report.html'),
    format: 'html',
    runIds: [expect.any(String)],
  });
  const page = readFileSync(at('report.html'), 'utf8');
  expect(page).toContain('fox.txt');
  expect(page.match(/<polyline/g)?.length).toBeGreaterThan(0);
  expect(page).not.toMatch(/<script|(src|href)=/);
  expect(await report('--out', at('report.html'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--overwrite'),
  });
  expect(await report('--out', at('report.docx'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('.html or .md'),
  });
  expect(await report('--out', at('bericht.md'), '--language', 'ja')).toMatchObject({ code: 0 });
  expect(readFileSync(at('bericht.md'), 'utf8')).toContain('## 調べたこと');
  expect(existsSync(at('report.docx'))).toBe(false);
});
