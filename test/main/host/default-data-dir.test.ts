import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultDataDir } from '../../../src-main/host/default-data-dir.ts';

test.each([
  ['linux', {}, ['/home/me', '.local', 'share', 'kioku-studio']],
  ['linux', { XDG_DATA_HOME: '/data' }, ['/data', 'kioku-studio']],
  ['darwin', {}, ['/home/me', 'Library', 'Application Support', 'Kioku Studio']],
  ['win32', { LOCALAPPDATA: '/local' }, ['/local', 'Kioku Studio']],
  ['linux', { KIOKU_DATA_DIR: '/elsewhere', XDG_DATA_HOME: '/data' }, ['/elsewhere']],
] as const)('on %s with %o', (platform, environment, path) => {
  expect(defaultDataDir(platform, environment, '/home/me')).toBe(join(...path));
});
