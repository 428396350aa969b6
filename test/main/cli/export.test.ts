import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { endRunning, jsonLines, kioku } from './spawn-cli.ts';
import { trainedHome } from './trained-home.ts';

afterEach(endRunning);

test('kioku export writes a bundle and a table, and kioku import makes the same run of the bundle elsewhere', async () => {
  const { at, home } = await trainedHome();

  const bundle = await kioku(
    'export',
    '--run',
    'last',
    '--format',
    'kioku',
    '--include-text',
    '--out',
    at('f.kioku'),
    ...home,
  );
  expect(bundle).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('read back, and found to be what is stored'),
  });
  const sha256 = createHash('sha256')
    .update(readFileSync(at('f.kioku')))
    .digest('hex');
  expect(bundle.stdout).toContain(`sha-256 ${sha256}`);
  const again = await kioku('export', '--run', 'last', '--format', 'kioku', '--out', at('f.kioku'), ...home);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
  const table = await kioku('export', '--run', 'last', '--format', 'csv', '--out', at('m.csv'), '--json', ...home);
  expect(jsonLines(table.stdout)).toMatchObject([
    { format: 'csv', path: at('m.csv'), certificate: { verdict: 'passed' } },
  ]);
  expect(existsSync(at('m.csv'))).toBe(true);

  const elsewhere = ['--data-dir', at('elsewhere')];
  const inspected = await kioku('import', at('f.kioku'), '--inspect', ...elsewhere);
  expect(jsonLines(inspected.stdout)).toMatchObject([{ kind: 'bundle', step: 40, hasText: true }]);
  const imported = await kioku('import', at('f.kioku'), ...elsewhere);
  expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('epoch 1, step 40') });
  const write = (place: string[]) =>
    kioku('generate', '--run', 'last', '--prompt', 'the', '--length', '30', '--seed', '1', ...place);
  const [here, there] = await Promise.all([write(home), write(elsewhere)]);
  expect(there).toEqual(here);
  expect(imported.stdout).not.toContain('here already');
  expect(await kioku('import', at('f.kioku'), ...elsewhere)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/it was here already, as “.+”/),
  });

  writeFileSync(at('broken.kioku'), readFileSync(at('f.kioku')).subarray(0, 2000));
  expect(await kioku('import', at('broken.kioku'), ...elsewhere)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nothing was imported.'),
  });
  const step = await kioku(
    'export',
    '--run',
    'last',
    '--format',
    'onnx',
    '--checkpoint',
    '7',
    '--out',
    at('x'),
    ...home,
  );
  expect(step).toMatchObject({ code: 1, stderr: 'There is no checkpoint of step 7; there are 0, 40.\n' });
});
