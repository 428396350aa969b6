import { expect, test } from 'vitest';
import { pythonPrograms, type PythonSystem } from '../../../../src-main/exports/runtimes/python-programs.ts';

/** A Mac with these files, some of them links. */
function mac(path: string, files: Record<string, string>, named?: string): PythonSystem {
  return {
    platform: 'darwin',
    environment: { PATH: path, ...(named !== undefined && { KIOKU_PYTHON: named }) },
    exists: (file) => files[file] !== undefined,
    realPath: (file) => files[file] ?? file,
  };
}

const stub = { '/usr/bin/python3': '/usr/bin/python3' };

test('on a Mac the stub that opens a dialog is never started, not even by way of a link, nor where it was named', () => {
  expect(pythonPrograms(mac('/usr/bin:/bin:/usr/sbin:/sbin', stub))).toEqual([]);
  expect(pythonPrograms(mac('/usr/local/bin', { '/usr/local/bin/python': '/usr/bin/python3', ...stub }))).toEqual([]);
  expect(pythonPrograms(mac('', stub, '/usr/bin/python3'))).toEqual([]);
});

test('on a Mac the Pythons of a terminal are found in their order, and Apple’s own where its tools are', () => {
  const tools = '/Library/Developer/CommandLineTools/usr/bin/python3';
  const files = {
    '/opt/homebrew/bin/python3': '/opt/homebrew/Cellar/python/3.14/bin/python3',
    '/Users/ann/.pyenv/shims/python': '/Users/ann/.pyenv/shims/python',
    [tools]: tools,
    ...stub,
  };
  expect(pythonPrograms(mac('/Users/ann/.pyenv/shims:/opt/homebrew/bin:/usr/bin', files))).toEqual([
    '/Users/ann/.pyenv/shims/python',
    '/opt/homebrew/bin/python3',
    tools,
  ]);
});

test('elsewhere the system looks for them, after the one that was chosen', () => {
  const linux: PythonSystem = { ...mac('/usr/bin', {}, '/opt/python'), platform: 'linux' };
  expect(pythonPrograms(linux)).toEqual(['/opt/python', 'python3', '/usr/bin/python3', 'python']);
});
