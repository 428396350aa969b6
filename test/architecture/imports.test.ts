import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const rules = createRequire(import.meta.url)('../config/dependency-cruiser.cjs');

test('every import obeys the rules of the architecture', { timeout: 120_000 }, async () => {
  const result = await cruise(
    ['src-engine', 'src-main', 'src-renderer'],
    { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
    {},
    { tsConfig: extractTSConfig('test/config/tsconfig.base.json') },
  );
  if (typeof result.output === 'string') throw new Error('expected a structured result');
  const { totalCruised, violations } = result.output.summary;
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  expect(totalCruised).toBeGreaterThan(50);
});
