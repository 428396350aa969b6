import type { Page } from '@playwright/test';
import { cellFacts, cellTypes, type CellType } from '../../src-engine/cells/index.ts';
import { fieldsOf } from '../../src-renderer/domain/cells/cell-fields.ts';
import { explainedVariables } from '../../src-renderer/domain/cells/cell-variables.ts';
import { en } from '../../src-renderer/locales/en/index.ts';
import type { StudioClient } from '../../src-main/contract/contract.ts';
import type { RunRecord } from '../../src-main/contract/runs/run-records.ts';
import { openInsight, pin, savedRows } from './insight-panels.ts';
import { referenceActivations } from './reference-activations.ts';
import { seriousViolations } from './serious-violations.ts';
import { openClient } from './studio-client.ts';
import { expect, test } from './studio.ts';
import { smallLayer, trainedRun } from './trained-run.ts';

const pinned = 'Said Fox 3: "no (but so)"';
const units = 12;

/** Adds a layer of the cell from the palette, and sees its own fields, no field of other cells, and what it costs. */
async function build(page: Page, type: CellType): Promise<void> {
  await page.evaluate(() => (location.hash = '#/models/new'));
  await page.getByRole('button', { name: `Add ${cellFacts(type).displayName}`, exact: true }).click();
  const own = (['cell', 'sequence', 'initial'] as const).flatMap((group) => fieldsOf(type, group));
  const labels = own.map(({ name }) => en.layerFields[name]);
  const inspector = page.getByRole('tabpanel', { name: 'Layer', exact: true });
  for (const label of labels) await expect(inspector.getByLabel(label, { exact: true })).toBeVisible();
  await expect(inspector.locator('input, select')).toHaveCount(labels.length + 1);
  await expect(page.locator('[data-totals]')).toContainText(/[\d,]+ parameters/);
  await expect(page.locator('[data-totals]')).toContainText('to train');
}

/** Expects the theatre to draw nothing but what the float64 oracle computes from the checkpoint. */
async function compareTheatre(
  page: Page,
  type: CellType,
  dataDir: string,
  wanted: Parameters<typeof referenceActivations>[1],
) {
  const [loop] = await referenceActivations(dataDir, wanted);
  const shown = explainedVariables(type);
  const tabs = page.getByRole('group', { name: 'What is shown' }).getByRole('button');
  await expect(tabs).toHaveText(shown.map(({ meaning }) => en.charts.variables[meaning]));
  for (const { name, meaning } of shown) {
    const title = en.charts.variables[meaning];
    await tabs.filter({ hasText: new RegExp(`^\\s*${title}\\s*$`) }).click();
    const { rows } = await savedRows(page, title);
    const expected = loop?.variables.find(({ variable }) => variable === name)?.values ?? [];
    expect(rows.size).toBe(units);
    for (const [label, values] of rows) {
      const unit = Number(label.replace('Unit ', '')) - 1;
      expect(values).toHaveLength(pinned.length);
      values.forEach((value, place) => {
        const oracle = expected[place * units + unit] ?? Number.NaN;
        expect(Math.abs(value - oracle)).toBeLessThan(1e-4 * Math.max(1, Math.abs(oracle)));
      });
    }
  }
}

/**
 * Opens the gradients by lag of a run, and expects the reason why there is no spectrum only of a cell whose steps do
 * not depend on its state.
 */
async function seeGradients(page: Page, client: StudioClient, run: RunRecord, type: CellType): Promise<void> {
  await page.getByRole('link', { name: 'Gradient flow' }).click();
  const { flows } = await client.insight.gradientFlow({ runId: run.id, text: null, steps: 60 });
  await page.getByRole('button', { name: 'Data table of Gradient by lag' }).click();
  const atZero = page.getByRole('table', { name: 'Gradient by lag' }).getByRole('row').last();
  const first = flows[0]?.states.at(-1)?.norms[0] ?? Number.NaN;
  await expect(atZero.getByRole('cell').first()).toHaveText(String(Number(first.toPrecision(3))));
  await page.getByRole('button', { name: 'Data table of Gradient by lag' }).click();
  await expect(page.getByRole('heading', { name: 'Memory span' })).toBeVisible();
  const { recurrentKernel, displayName } = cellFacts(type);
  const reason = page.getByText(`${displayName} has none: what a step does depends on its input alone.`);
  await expect(reason).toHaveCount(recurrentKernel === 'none' ? 1 : 0);
}

/** Holds the cell's first variable, and lets both networks write. */
async function holdFirst(page: Page, client: StudioClient, run: RunRecord, type: CellType): Promise<void> {
  const [{ name, meaning }] = explainedVariables(type);
  await page.getByRole('link', { name: 'Counterfactual' }).click();
  await page.getByLabel('Hold', { exact: true }).selectOption({ label: en.charts.variables[meaning] });
  const held = { loop: '1', variable: name, units: null, value: 0 };
  const effect = await client.insight.counterfactual({ runId: run.id, text: pinned, clamps: [held] });
  const perplexity = (losses: number[]) =>
    Math.exp(losses.reduce((sum, loss) => sum + loss, 0) / losses.length).toFixed(2);
  const region = page.getByRole('region', { name: 'Perplexity' });
  await expect(region).toContainText(perplexity(effect.losses));
  await expect(region).toContainText(perplexity(effect.clampedLosses));
  await page.getByRole('button', { name: 'Write with both' }).click();
  await expect(page.getByRole('region', { name: 'What they write' })).toContainText(/\w{4}/);
}

for (const type of cellTypes) {
  test(`${type} is built, trained, looked into by its own gates, held and left to write`, async ({ page, studio }) => {
    const { client, close } = await openClient(studio.url());
    await build(page, type);
    const run = await trainedRun(client, smallLayer(type));
    const checkpoints = await client.runs.checkpoints({ runId: run.id });
    const last = checkpoints.toSorted((a, b) => a.step - b.step).at(-1);
    await openInsight(page, run.id, 'theatre');
    await pin(page, pinned);
    await expect(page.getByRole('list', { name: 'What the cell computes at each step' })).toContainText('=');
    await expect(page.getByRole('status').filter({ hasText: `step ${last?.step}` })).toBeVisible();
    await compareTheatre(page, type, studio.dataDir, { runId: run.id, checkpointId: last?.id ?? '', text: pinned });
    expect(await seriousViolations(page)).toEqual([]);
    await seeGradients(page, client, run, type);
    await holdFirst(page, client, run, type);
    await page.getByRole('link', { name: 'Activation explorer' }).click();
    await expect(page.getByRole('slider', { name: 'Input x' })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    close();
  });
}
