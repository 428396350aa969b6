import { describe, expect, it } from 'vitest';
import { withStoredPrecision } from '../../../../src-engine/interchange/quantize-weights.ts';
import { compareOutputs } from '../../../../src-main/exports/certify.ts';
import { htmlFormat } from '../../../../src-main/exports/html/html-format.ts';
import { outputsOf, runPage } from '../../../../src-main/exports/html/run-page.ts';
import { parityInputs } from '../../../../src-main/exports/runtimes/parity-inputs.ts';
import { referenceOutputs } from '../../../../src-main/exports/runtimes/reference-outputs.ts';
import { isLongForm } from '../../../config/long-forms.ts';
import { matrixModels, notOnPages, type MatrixName } from '../matrix-models.ts';
import { preparedModels } from '../prepared-models.ts';
import { noBrowser, usePageBrowser } from './page-browser.ts';

const { precisions } = htmlFormat;
const matrixModel = (name: MatrixName) => matrixModels.find((each) => each.name === name)!.trained;
const cells = matrixModels.flatMap(({ name, trained }) =>
  precisions.map((precision) => ({ name, trained, precision })),
);
type Cell = (typeof cells)[number];
const onPages = cells.filter(({ trained }) => htmlFormat.refusal(trained) === null);
/** A browser opens every network once, and these in every precision: how weights are packed does not depend on the cell. */
const openedInAll: readonly string[] = ['3 different cells', 'bidirectional LSTM, concat'] satisfies MatrixName[];
const isOpened = ({ name, precision }: Cell) => isLongForm || precision === 'float32' || openedInAll.includes(name);

describe('a page', () => {
  it('refuses networks of numbers and of tags, and only them', () => {
    const refused = matrixModels.flatMap(({ name, trained }) => {
      const refusal = htmlFormat.refusal(trained);
      return refusal === null ? [] : [[name, refusal.code]];
    });
    expect(Object.fromEntries(refused)).toEqual(notOnPages);
  });

  it('is about as large as was said before', () => {
    for (const precision of precisions) {
      const trained = matrixModel('2 LSTMs');
      const [{ bytes }] = htmlFormat.write(trained, { precision });
      const estimate = htmlFormat.estimateBytes(trained, { precision });
      expect(Math.abs(bytes.length - estimate)).toBeLessThan(2_000);
    }
  });

  it('is run without a browser where there is none, which the certificate says', async () => {
    const trained = matrixModel('3 different cells');
    const [{ bytes }] = htmlFormat.write(trained, { precision: 'float32' });
    const inputs = parityInputs(trained.model);
    const run = await runPage(bytes, inputs, new AbortController().signal, null);
    expect(run).toMatchObject({ runtime: expect.stringMatching(/without a browser/), version: process.versions.node });
    const checked = compareOutputs(inputs, await referenceOutputs(trained, inputs), run);
    expect(checked).toMatchObject({ verdict: 'passed', tolerance: 1e-4 });
  });
});

describe('a page without a browser', () => {
  it.each(onPages)('computes what the engine computes: $name, $precision', async ({ trained, precision }) => {
    const [{ bytes }] = htmlFormat.write(trained, { precision });
    const inputs = parityInputs(trained.model);
    const run = await runPage(bytes, inputs, new AbortController().signal, null);
    const expected = await referenceOutputs(withStoredPrecision(trained, precision), inputs);
    expect(compareOutputs(inputs, expected, run)).toMatchObject({ verdict: 'passed', tolerance: 1e-4, reason: null });
  });
});

describe.skipIf(noBrowser !== null)('a page in Chromium', () => {
  const openPage = usePageBrowser();

  // The steps are the same in all; what differs is how a page is given its numbers.
  it.each(preparedModels.slice(-6, -4).concat(preparedModels.slice(-1)))(
    'computes in the units of a table: $name',
    async ({ trained }) => {
      const [{ bytes }] = htmlFormat.write(trained, { precision: 'float32' });
      const inputs = parityInputs(trained.model, trained.preparation);
      const outputs = await outputsOf(await openPage(bytes), inputs);
      const run = { runtime: 'Chromium', version: 'any', outputs };
      expect(compareOutputs(inputs, await referenceOutputs(trained, inputs), run)).toMatchObject({ verdict: 'passed' });
    },
  );

  it.each(onPages.filter(isOpened))(
    'computes what the engine computes: $name, $precision',
    async ({ trained, precision }) => {
      const [{ bytes }] = htmlFormat.write(trained, { precision });
      const inputs = parityInputs(trained.model);
      const expected = await referenceOutputs(withStoredPrecision(trained, precision), inputs);
      const outputs = await outputsOf(await openPage(bytes), inputs);
      const checked = compareOutputs(inputs, expected, { runtime: 'Chromium', version: 'any', outputs });
      expect(checked).toMatchObject({ verdict: 'passed', tolerance: 1e-4, reason: null });
    },
  );

  it('reads of a text what training has read of it', async () => {
    const trained = { ...matrixModel('classifier GRU'), longestText: 3 };
    const [{ bytes }] = htmlFormat.write(trained, { precision: 'float32' });
    const texts = JSON.stringify(['a日é', 'a日é<&', 'a日']);
    const page = await openPage(bytes);
    const shares = (await page.evaluate(
      `kioku.opened.then((network) => network.classify(${texts})).then(Array.from)`,
    )) as number[];
    expect(shares.slice(4, 8)).toEqual(shares.slice(0, 4));
    expect(shares.slice(8)).not.toEqual(shares.slice(0, 4));
  });

  it('is certified in the browser that opened it', async () => {
    const trained = matrixModel('classifier GRU');
    const files = htmlFormat.write(trained, { precision: 'float32' });
    const inputs = parityInputs(trained.model);
    const run = await htmlFormat.run(files, inputs, new AbortController().signal);
    expect(run).toMatchObject({ runtime: 'Chromium', version: expect.stringMatching(/^\d+\./) });
  });

  it('that cannot be computed with is no success', async () => {
    const trained = matrixModel('classifier GRU');
    const [{ bytes }] = htmlFormat.write(trained, { precision: 'float32' });
    const cut = bytes.slice(0, bytes.length - 800);
    await expect(runPage(cut, parityInputs(trained.model), new AbortController().signal)).rejects.toThrow(
      'The weights of this page are not complete.',
    );
  });

  it('is let go of when its check is cancelled', async () => {
    const trained = matrixModel('classifier GRU');
    const [{ bytes }] = htmlFormat.write(trained, { precision: 'float32' });
    const cancellation = new AbortController();
    const run = runPage(bytes, parityInputs(trained.model), cancellation.signal);
    cancellation.abort(new Error('The export was cancelled.'));
    await expect(run).rejects.toThrow();
  });
});
