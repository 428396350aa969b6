import { expect, test } from 'vitest';
import { isExternalLink, isStudioPage } from '../../../src-main/electron/navigation.ts';

const studio = 'http://127.0.0.1:4711/?token=secret';

test.each([
  ['http://127.0.0.1:4711/runs/7', true],
  ['http://127.0.0.1:4712/', false],
  ['https://127.0.0.1:4711/', false],
  ['http://127.0.0.1:4711@evil.example/', false],
  ['file:///etc/passwd', false],
  ['not an address', false],
])('the studio window may navigate to %s: %s', (target, allowed) => {
  expect(isStudioPage(target, studio)).toBe(allowed);
});

test.each([
  ['https://pytorch.org/docs', true],
  ['http://example.org/', false],
  ['file:///etc/passwd', false],
  ['ms-settings:', false],
  ['javascript:alert(1)', false],
])('the system browser is given %s: %s', (target, allowed) => {
  expect(isExternalLink(target)).toBe(allowed);
});
