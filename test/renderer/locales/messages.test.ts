import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createI18n } from 'vue-i18n';
import { isRefused } from '../../../src-engine/cells/cell-exports.ts';
import { cellExports } from '../../../src-engine/cells/exports.ts';
import { cellTypes } from '../../../src-engine/cells/index.ts';
import { en } from '../../../src-renderer/locales/en/index.ts';
import { ja } from '../../../src-renderer/locales/ja/index.ts';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') flat.set(name, value);
    else flatten(value, name).forEach((text, inner) => flat.set(inner, text));
  }
  return flat;
}

const english = flatten(en);
const japanese = flatten(ja);

/** The values that a message takes, plural branches merged. */
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

const sources = readdirSync('src-renderer', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|vue)$/.test(file) && !/^locales.(en|ja)/.test(file))
  .map((file) => readFileSync(join('src-renderer', file), 'utf8'))
  .join('\n');

/** Keys that the sources name whole, and patterns of those that they put together: `errors.${code}`, `insight.${gate}.${level}`. */
const named = new Set([...sources.matchAll(/'([a-zA-Z]+(?:\.[\w-]+)+)'/g)].map((match) => match[1]));
const patterns = [...sources.matchAll(/`([a-zA-Z]+\.(?:[\w.-]|\$\{[^}]+\})*)`/g)].map(
  ([, key]) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '[\\w.-]+')}$`),
);
const isUsed = (key: string) => named.has(key) || patterns.some((pattern) => pattern.test(key));

test('both languages have the same keys', () => {
  expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
});

test('every reason for which a format refuses a cell has its text', () => {
  const refusals = cellTypes.flatMap((type) => Object.values(cellExports(type)).filter(isRefused));
  expect(refusals.length).toBeGreaterThan(0);
  for (const { code } of refusals) expect(english.get(`exports.refusals.${code}`), code).toMatch(/\{layer\}/);
});

test('no text is missing, and both languages take the same values', () => {
  for (const [key, text] of english) {
    expect(text.trim(), key).not.toBe('');
    const other = japanese.get(key) ?? '';
    expect(other.trim(), key).not.toBe('');
    // Japanese has no plural, so that a count may be left out where English only chooses by it.
    expect(placeholders(text), key).toEqual(expect.arrayContaining(placeholders(other)));
    expect(placeholders(other), key).toEqual(placeholders(text));
  }
});

test('what is said in English words is said in Japanese ones', () => {
  const properNames =
    /^(optimizers|backends)\.|^terms\.(topK|topP|lstm|nGram)\.name$|^nGrams\.fiveGram$|^notify\.kinds\.(webhook|ntfy)$|^(exports|modelImport)\.formats\.(safetensors|keras|tfjs)(\.name)?$/;
  for (const [key, text] of japanese) {
    const words = english.get(key)?.replaceAll(/\{\w+\}/g, '') ?? '';
    if (properNames.test(key) || !/[a-z]{3}/.test(words)) continue;
    expect(text, key).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
  }
});

/** Names, formulae and patterns that are the same in every language. */
const sameInBoth =
  /^(optimizers|backends)\.|^terms\.(topK|topP|lstm|gru)\.name$|^nGrams\.fiveGram$|^notify\.(kinds\.(webhook|ntfy)|securities\.(tls|starttls))$|^playground\.minP$|^metrics\.(mae|rmse|mase|smape)$|^forecasting\.(scores|names|methods)\.|^shell\.(engine|speed)$|^builder\.view\.json$|^tokenMap\.methods\.(umap|pca)$|^(exports|modelImport)\.formats\.(onnx|safetensors|keras|tfjs)(\.name)?$/;

test('what is the same in both languages is a name or holds no words', () => {
  const untranslated = [...english].filter(
    ([key, text]) =>
      japanese.get(key) === text && /[a-z]{2}/i.test(text.replaceAll(/\{\w+\}/g, '')) && !sameInBoth.test(key),
  );
  expect(untranslated).toEqual([]);
});

test('every key that is asked for is there', () => {
  const asked = [...sources.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1]);
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => !english.has(key))).toEqual([]);
});

test('every text is used', () => {
  expect(sources.length).toBeGreaterThan(10_000);
  expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
});

describe.each([
  ['en', en],
  ['ja', ja],
])('%s', (locale, messages) => {
  test('every text can be written out', () => {
    const i18n = createI18n({ legacy: false, locale, messages: { [locale]: messages }, missingWarn: false });
    for (const [key, text] of flatten(messages)) {
      const values = Object.fromEntries(placeholders(text).map((name) => [name, '7']));
      const written = i18n.global.t(key, values, { plural: 7 });
      expect(written, key).not.toBe(key);
      expect(written.match(/7/g)?.length ?? 0, key).toBeGreaterThanOrEqual(placeholders(text).length > 0 ? 1 : 0);
    }
  });
});
