/** The compilers of C++: those that have vector extensions and GNU's options, of which Microsoft's is none. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Returns the compiler for a target, `<platform>-<architecture>`, and `compile`, which starts it with options; `cross` is its program on a
 * machine that is none. CXX, for this machine, may have options too, such as `ccache g++`. Rejects with a sentence's end.
 */
export async function findCompiler(target, { cross }) {
  const own = process.env['CXX'] ? [process.env['CXX']] : ['g++', 'clang++', 'c++'];
  const programs = target === `${process.platform}-${process.arch}` ? own : [cross];
  for (const name of programs) {
    const [program, ...options] = name.trim().split(/\s+/u);
    const compile = (more) => run(program, [...options, ...more]);
    try {
      const { stdout } = await compile(['--version']);
      return { name, version: stdout, compile };
    } catch {
      // The next one may be there.
    }
  }
  throw new Error(`no C++ compiler (${programs.join(', ')})`);
}

/** Returns the line in which a compiler says what is wrong. */
export const firstError = ({ stderr, message }) =>
  `${stderr ?? ''}`.split('\n').find((line) => /error|cannot/iu.test(line)) ?? message;
