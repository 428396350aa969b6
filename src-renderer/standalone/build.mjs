/**
 * Makes out/page/template.html of the sources: all of an exported page but its network, which an export adds at the end. Runs with
 * every build of the studio and, where the studio runs from sources, at every export; does nothing when the sources have not changed.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const outFolder = path.join(root, 'out/page');
const templateFile = path.join(outFolder, 'template.html');
const digestFile = path.join(outFolder, 'digest');
const kernelsFile = path.join(root, 'src-engine/backends/wasm/build/portable.wasm');

/** Everything that decides what comes out, so that an equal digest means an equal page. */
async function digestOfInputs() {
  const hash = createHash('sha256');
  const files = [kernelsFile, path.join(root, 'package-lock.json')];
  for (const folder of ['src-engine', 'src-renderer', 'src-main/contract']) {
    const names = (await readdir(path.join(root, folder), { recursive: true })).sort();
    files.push(
      ...names.filter((name) => /\.(ts|vue|css|mjs|html)$/.test(name)).map((name) => path.join(root, folder, name)),
    );
  }
  for (const file of files) hash.update(`\0${path.relative(root, file)}\0`).update(await readFile(file));
  return hash.digest('hex');
}

/** Bundles one program into a single classic script, with its styles and the licences of what is in it. */
async function bundle(entry) {
  const { build } = await import('vite'); // takes half a second, so only when needed
  const { default: vue } = await import('@vitejs/plugin-vue');
  const { default: tailwind } = await import('@tailwindcss/vite');
  const [{ output }] = await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    mode: 'production',
    plugins: [vue(), tailwind()],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: false,
      __VUE_I18N_FULL_INSTALL__: false,
      __VUE_I18N_LEGACY_API__: false,
      __INTLIFY_PROD_DEVTOOLS__: false,
    },
    // A page has only the texts that it shows.
    resolve: { alias: [{ find: /^\.\/(en|ja)\/index\.ts$/, replacement: path.join(here, 'locales/$1.ts') }] },
    build: {
      write: false,
      minify: true,
      cssMinify: true,
      lib: { entry: path.join(here, entry), formats: ['iife'], name: 'page', fileName: 'page' },
      rolldownOptions: { output: { codeSplitting: false, comments: { legal: false } } },
    },
  });
  const script = output.find(({ type }) => type === 'chunk');
  const styles = output.find(({ fileName }) => fileName.endsWith('.css'));
  return { code: script.code, packages: packagesOf(Object.keys(script.modules)), styles: String(styles?.source ?? '') };
}

function packagesOf(modules) {
  const found = modules.map((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/')));
  return new Map(found.filter((match) => match !== null).map(([folder, name]) => [name, folder]));
}

/** The licences that ask to be passed on with what they are about. */
async function licencesOf(packages) {
  const parts = [];
  for (const [name, folder] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file === undefined ? '' : await readFile(path.join(folder, file), 'utf8');
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return parts.join('\n\n');
}

/** Returns the content security policy's source expression that allows an element with this text. */
const sourceOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing in a script or style element may end it, or begin a comment in it. Both occur in strings only. */
const harmless = (text) =>
  text
    .trim()
    .replaceAll('<!--', '<\\!--')
    .replaceAll(/<\/(?=script|style)/gi, '<\\/');

async function writeTemplate() {
  const network = await bundle('network/program.ts');
  const page = await bundle('main.ts');
  const scripts = [network.code, page.code].map(harmless);
  const styles = harmless(page.styles);
  const packages = new Map([...network.packages, ...page.packages]);
  for (const font of ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono', 'tailwindcss']) {
    packages.set(font, path.join(root, 'node_modules', font));
  }
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(sourceOf).join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${sourceOf(styles)}`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const kernels = (await readFile(kernelsFile)).toString('base64');
  const licences = (await licencesOf(packages)).replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Kioku</title>
<style>${styles}</style>
<script>${scripts[0]}</script>
<script>${scripts[1]}</script>
</head>
<body>
<div id="app"><div class="page-beginning">
<p>Reading the network…</p>
<p lang="ja">ネットワークを読み込んでいます…</p>
<noscript><p>This page needs JavaScript.</p><p lang="ja">このページには JavaScript が必要です。</p></noscript>
</div></div>
<script type="text/plain" id="licences">${licences}</script>
<script type="text/plain" id="kernels">${kernels}</script>
`;
}

const digest = await digestOfInputs();
const builtDigest = await readFile(digestFile, 'utf8').catch(() => null);
if (builtDigest !== digest || !existsSync(templateFile)) {
  await mkdir(outFolder, { recursive: true });
  const template = await writeTemplate();
  const unfinished = path.join(outFolder, `${process.pid}.html`);
  await writeFile(unfinished, template);
  await rename(unfinished, templateFile);
  await writeFile(digestFile, digest);
}
