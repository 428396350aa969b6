import { describe, expect, it } from 'vitest';
import type { TrainedModel } from '../../../../src-engine/interchange/trained-model.ts';
import { dense, embedding, lstm } from '../../../../src-engine/models/default-layers.ts';
import { elementCount, parameterSpecs } from '../../../../src-engine/models/parameter-specs.ts';
import type { ModelSpec } from '../../../../src-engine/spec/model-spec.ts';
import { compareOutputs } from '../../../../src-main/exports/certify.ts';
import { htmlFormat } from '../../../../src-main/exports/html/html-format.ts';
import { runPage } from '../../../../src-main/exports/html/run-page.ts';
import { referenceOutputs } from '../../../../src-main/exports/runtimes/reference-outputs.ts';
import { parityInputs } from '../../../../src-main/exports/runtimes/parity-inputs.ts';
import { noBrowser, usePageBrowser } from './page-browser.ts';

const hostile = [
  ...[
    '</script>',
    '</SCRIPT >',
    '<!--',
    '-->',
    '<script>',
    '<script>globalThis.broken = 1</script>',
    ']]>',
    '</style>',
  ],
  ...[
    '\u2028',
    '\u2029',
    '\0',
    '\r',
    '\r\n',
    '\ufeff',
    '\ud800',
    '\udfff\ud800',
    '\uffff',
    '&lt;',
    '&',
    '"',
    "'",
    '\\u003c',
    '`${1}`',
  ],
  ...['</title><img src=x onerror="globalThis.broken = 1">', 'javascript:alert(1)', '日本', '👩‍👩‍👧'],
];

function classifier(vocabulary: string[], units: number, dim: number): TrainedModel {
  const model: ModelSpec = {
    task: 'classification',
    input: { kind: 'tokens', vocabularySize: vocabulary.length },
    layers: [embedding(dim), lstm(units, { returnSequences: false }), dense(hostile.length)],
  };
  const parameters = new Map(
    parameterSpecs(model).map(({ name, shape }) => {
      const values = Float32Array.from({ length: elementCount(shape) }, (_, n) => Math.sin(n + name.length) / 4);
      return [name, { shape, values }];
    }),
  );
  return {
    name: '</title><script>globalThis.broken = 1</script><!-- \ud800 $& $1',
    model,
    tokenizer: { spec: { type: 'character', minimumFrequency: 1 }, vocabulary, unknownId: null, merges: [] },
    classes: hostile,
    parameters,
    step: 7,
  };
}

describe.skipIf(noBrowser !== null)('names, classes and tokens', () => {
  const openPage = usePageBrowser();

  it('come out of a page as they went in, and break nothing', async () => {
    const trained = classifier(hostile, 4, 3);
    const page = await openPage(htmlFormat.write(trained, { precision: 'float32' })[0].bytes);
    // As JSON, which escapes lone surrogates that the protocol could not carry.
    const description = await page.evaluate('kioku.opened.then(({ description }) => JSON.stringify(description))');
    expect({ ...JSON.parse(String(description)), parameters: trained.parameters }).toEqual({
      ...trained,
      precision: 'float32',
    });
    expect(await page.evaluate('document.title')).toBe(
      '</title><script>globalThis.broken = 1</script><!-- \ufffd $& $1 · Kioku',
    );
    expect(await page.evaluate('typeof globalThis.broken')).toBe('undefined');
    expect(await page.evaluate('document.querySelectorAll("img, iframe, link, object").length')).toBe(0);
    expect(await page.evaluate('[...document.scripts].filter(({ type }) => type === "").length')).toBe(2);
  });

  it('are all that a page loads: it may not reach anything', async () => {
    const page = await openPage(htmlFormat.write(classifier(hostile, 4, 3), { precision: 'float32' })[0].bytes);
    const refused = `new Promise((resolve) => {
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
      fetch('http://127.0.0.1:9/').catch(() => undefined);
    })`;
    expect(await page.evaluate(refused)).toBe('connect-src');
    expect(await page.evaluate('performance.getEntriesByType("resource").length')).toBe(0);
  });
});

describe('a page of many weights', () => {
  it('holds them in several elements, cut anywhere', async () => {
    // 7.4 million bytes in three elements; no parameter ends where an element does.
    const trained = classifier(
      Array.from({ length: 30_001 }, (_, n) => `t${n}`),
      67,
      59,
    );
    const [{ bytes }] = htmlFormat.write(trained, { precision: 'float32' });
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/data-kind="weights"/g),
    ).toHaveLength(3);
    const inputs = parityInputs(trained.model);
    const run = await runPage(bytes, inputs, new AbortController().signal, null);
    const checked = compareOutputs(inputs, await referenceOutputs(trained, inputs), run);
    expect(checked).toMatchObject({ verdict: 'passed' });
  });
});
