/** The compilers of C++: those that have vector extensions and GNU's options, of which Microsoft's is none. */
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Any Clang compiles for a Mac, but what it includes and links comes with Macs alone. */
const withoutApple =
  'Apple’s SDK, which programs for macOS are compiled with, is not on this machine. Build these kernels on a Mac, by npm run build:native, or on GitHub’s Macs, by .github/workflows/desktop.yml';

/**
 * Returns the compiler for a target, `<platform>-<architecture>`, and `compile`, which starts it with options; `cross` is its program on a
 * machine that is none. CXX, for this machine, may have options too, such as `ccache g++`. Rejects with a sentence's end.
 */
export async function findCompiler(target, { cross, flags = [] }) {
  const own = process.env['CXX'] ? [process.env['CXX']] : ['g++', 'clang++', 'c++'];
  const programs = target === `${process.platform}-${process.arch}` ? own : [cross];
  const needsApple = target.startsWith('darwin-') && process.platform !== 'darwin';
  for (const name of programs) {
    const [program, ...options] = name.trim().split(/\s+/u);
    const compile = (more) => run(program, [...options, ...more]);
    try {
      const { stdout } = await compile(['--version']);
      if (needsApple) await compile([...flags, '-fsyntax-only', '-include', 'cstring', '-x', 'c++', devNull]);
      return { name, version: stdout, compile };
    } catch {
      // The next one may be there.
    }
  }
  if (needsApple) throw new Error(withoutApple);
  throw new Error(`no C++ compiler (${programs.join(', ')})`);
}

/** Returns the line in which a compiler says what is wrong. */
export const firstError = ({ stderr, message }) =>
  `${stderr ?? ''}`.split('\n').find((line) => /error|cannot/iu.test(line)) ?? message;
