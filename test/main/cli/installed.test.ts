import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { builtStudio } from '../../../src-main/cli/desktop/studio-build.ts';
import { foxText } from '../fox-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
  bin: { kioku: string };
};

/** The packed program in a folder of its own, with its dependencies beside it as npm would put them there. Gives the path of `kioku`. */
async function install(): Promise<string> {
  await builtStudio();
  await run(process.execPath, ['src-renderer/standalone/build.mjs'], { cwd: root });
  const folder = temporaryFolder();
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', packing, { cwd: root, shell: process.platform === 'win32' });
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];
  expect(paths.filter((path) => path.endsWith('.ts'))).toEqual([]);
  // What an exported page is made of; its proof takes a browser, which is tested elsewhere.
  expect(paths).toContain('out/page/template.html');
  await run('tar', ['-xzf', packed?.filename ?? ''], { cwd: folder });
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, 'package/node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
  return join(folder, 'package', manifest.bin.kioku);
}

function serveUntilTestEnds(kioku: string, env: NodeJS.ProcessEnv): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const served = spawn(process.execPath, [kioku, 'serve', '--port', '0', '--no-open', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(served, 'close');
  onTestFinished(async () => {
    served.kill('SIGTERM');
    await gone;
  });
  return served;
}

test('the packed program trains, writes, exports and serves where no sources are', async () => {
  const kioku = await install();
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('fox.txt'), foxText);
  const env = { ...process.env, KIOKU_DATA_DIR: at('data') };
  const call = async (...args: string[]) =>
    (await run(process.execPath, [kioku, ...args], { env, cwd: folder })).stdout;

  expect(await call('--version')).toBe(`${manifest.version}\n`);
  expect(await call('--help')).not.toContain('npm run');
  const sizes = ['--batch-size', '10', '--sequence-length', '10', '--epochs', '1'];
  expect(await call('train', '--data', 'fox.txt', ...sizes)).toMatch(/^Let it write: kioku generate --run /m);
  expect(await call('generate', '--run', 'last', '--prompt', 'the ', '--length', '20')).toHaveLength(21);

  const served = serveUntilTestEnds(kioku, env);
  const [line] = (await once(createInterface({ input: served.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const entrance = await fetch(url, { redirect: 'manual' });
  const cookie = (entrance.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await fetch(new URL('/', url), { headers: { cookie } });
  expect(await page.text()).toContain('<title>Kioku Studio</title>');

  // In a thread of the served studio, with a runtime of other people's; and with files that lie beside the programs.
  for (const [format, out] of [
    ['onnx', 'fox.onnx'],
    ['pytorch', 'fox-pytorch'],
  ]) {
    const exported = JSON.parse(await call('export', '--run', 'last', '--format', format, '--out', out, '--json')) as {
      certificate: { verdict: string };
    };
    expect([format, exported.certificate.verdict]).toEqual([
      format,
      format === 'pytorch' ? expect.any(String) : 'passed',
    ]);
  }
});
