import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectFolder } from '../../src-main/cli/project.ts';
import { temporaryFolder } from '../main/temporary-folder.ts';
import { notesOf } from '../tools/packaging/notes-of-version.ts';
import { Artifacts } from '../tools/workflows/artifacts.ts';
import { fill, holds } from '../tools/workflows/expressions.ts';
import { lintWorkflows } from '../tools/workflows/lint-workflows.ts';
import { matrixRows, readWorkflows } from '../tools/workflows/read-workflows.ts';
import { whyNoJob, whyNoStep } from '../tools/workflows/why-not-here.ts';

const workflows = readWorkflows(projectFolder);
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps ?? []));
const runners = (workflow: string, job: string) =>
  matrixRows(workflows.find(({ name }) => name === workflow)!.jobs[job]).map(({ runner }) => runner);

test('actionlint finds nothing, and would', async () => {
  expect(workflows.map(({ name }) => name)).toEqual(['ci', 'codeql', 'desktop', 'release']);
  expect(await lintWorkflows(workflows)).toEqual([]);
  const text = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ matrix.no }}\n';
  expect(await lintWorkflows([{ name: 'wrong', text, jobs: {} }])).toEqual([
    expect.stringContaining('property "no" is not defined'),
  ]);
});

test('actions are pinned to commits, with the version that these are', () => {
  const actions = workflows.flatMap(({ text }) => text.split('\n').filter((line) => /uses: (?!\.\/)/.test(line)));
  expect(actions.length).toBeGreaterThan(10);
  expect(actions.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  const versions = new Map<string, Set<string>>();
  for (const line of actions) {
    const [, action = '', pinned = ''] = /uses: ([\w./-]+)@(.+)$/.exec(line) ?? [];
    const name = action.split('/').slice(0, 2).join('/');
    versions.set(name, (versions.get(name) ?? new Set()).add(pinned));
  }
  for (const [name, pinned] of versions) expect([name, pinned.size]).toEqual([name, 1]);
});

test('checks, tests, specs and the installed program run on three systems, on Intel and Arm', () => {
  const all = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'macos-15', 'macos-15-intel', 'windows-2025', 'windows-11-arm'];
  expect(runners('ci', 'check')).toEqual(all);
  expect(runners('ci', 'test')).toEqual(all);
  expect(runners('desktop', 'specs')).toEqual(all);
  expect(runners('desktop', 'installed').toSorted()).toEqual(all.toSorted());
});

test('commands name scripts and files that are there', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const commands = steps.flatMap(({ run }) => run ?? []).join('\n');
  const named = [...commands.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script]) => script);
  expect(named).toEqual(expect.arrayContaining(['check', 'package', 'sign-updates', 'test:electron']));
  expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  const files = [...commands.matchAll(/\btest\/\S+\.ts\b/g)].map(([file]) => file);
  expect(files.filter((file) => !existsSync(join(projectFolder, file)))).toEqual([]);
});

test('only jobs that publish may write, and no checkout keeps its token', () => {
  for (const { name, text, jobs } of workflows) {
    expect([name, (parse(text) as { permissions: unknown }).permissions]).toEqual([name, { contents: 'read' }]);
    const writing = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes('"contents":"write"'));
    expect(writing.map(([job]) => `${name}/${job}`)).toEqual(name === 'release' ? ['release/publish'] : []);
  }
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
});

test('jobs install what the lock file names', () => {
  const installs = steps.flatMap(({ run }) => run?.match(/\bnpm (?:ci|i|install)\b/g) ?? []);
  expect(new Set(installs)).toEqual(new Set(['npm ci']));
});

test('lines end in one way, also where Git would end them as Windows does', () => {
  const folder = temporaryFolder();
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  git(projectFolder, '-c', 'core.autocrlf=true', 'checkout-index', '--all', `--prefix=${folder}/`);
  const history = git(projectFolder, 'rev-parse', '--absolute-git-dir');
  const endings = git(folder, `--git-dir=${history}`, '--work-tree=.', 'ls-files', '--eol').split('\n');
  expect(endings.length).toBeGreaterThan(1000);
  expect(endings.filter((line) => !/^i\/(\S+)\s+w\/\1\s/.test(line))).toEqual([]);
});

test('expressions mean what they mean on GitHub', () => {
  const contexts = { matrix: { runner: 'macos-15' }, runner: { os: 'Linux' }, env: { KEY: '' }, secrets: {} };
  expect(fill('on ${{ matrix.runner }}, ${{ secrets.NONE }}.', contexts)).toBe('on macos-15, .');
  expect(holds("runner.os == 'linux'", contexts)).toBe(true);
  expect(holds("${{ runner.os != 'Linux' }}", contexts)).toBe(false);
  expect(holds("env.KEY != ''", contexts)).toBe(false);
  expect(holds('failure()', contexts)).toBe(false);
  expect(() => fill('${{ nothing.here }}', contexts)).toThrow();
});

test('what cannot run on this machine is told with its reason', () => {
  const other = process.platform === 'win32' ? 'ubuntu-24.04' : 'windows-2025';
  expect(whyNoJob({ 'runs-on': '${{ matrix.runner }}' }, { runner: other })).toContain(`is for ${other}`);
  expect(whyNoJob({ uses: './.github/workflows/ci.yml' }, {})).toContain('ci.yml');
  const contexts = { runner: { os: 'Linux' } };
  expect(whyNoStep({ run: 'npm run check' }, contexts, [])).toBeNull();
  expect(whyNoStep({ run: 'sudo apt-get install x' }, contexts, [])).toContain('administrator');
  expect(whyNoStep({ run: 'npm run check', if: "runner.os == 'macOS'" }, contexts, [])).toContain('does not apply');
  expect(whyNoStep({ run: 'sha256sum dist/*' }, contexts, ['dist'])).toContain('needs dist');
});

test('a job finds the files that another has left', () => {
  const [store, first, second] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  mkdirSync(join(first, 'build'));
  writeFileSync(join(first, 'build/linux-x64.node'), 'kernels');
  const artifacts = new Artifacts(store);
  expect(artifacts.keep({ name: 'kernels-a', path: 'build/*.node\nnothing/*' }, first)).toBe(1);
  expect(artifacts.bring({ pattern: 'installers-*', path: 'dist' }, second)).toBe(0);
  expect(artifacts.bring({ pattern: 'kernels-*', path: 'out/kernels' }, second)).toBe(1);
  expect(readFileSync(join(second, 'out/kernels/linux-x64.node'), 'utf8')).toBe('kernels');
});

test('a release is told about by the part of the notes for its version, and not without one', () => {
  const notes = '# Notes\n\n## 2.0.0\n\nNew things.\n\n### Mended\n\n- This.\n\n## 1.0.0\n\nThe first.\n';
  expect(notesOf(notes, 'v2.0.0', '2.0.0')).toBe('New things.\n\n### Mended\n\n- This.');
  expect(() => notesOf(notes, 'v2.0.0', '1.0.0')).toThrow(/not of version 1\.0\.0/);
  expect(() => notesOf(notes, 'v3.0.0', '3.0.0')).toThrow(/## 3\.0\.0/);
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string };
  expect(
    notesOf(readFileSync(join(projectFolder, 'resources/release-notes.md'), 'utf8'), `v${version}`, version),
  ).not.toBe('');
});
