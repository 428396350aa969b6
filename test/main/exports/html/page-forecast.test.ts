import { describe, expect, it } from 'vitest';
import type { BrowserPage } from '../../../../src-main/exports/html/headless-browser.ts';
import { htmlFormat } from '../../../../src-main/exports/html/html-format.ts';
import { csvOf, drawTable } from '../drawn-table.ts';
import { preparedModel } from '../prepared-models.ts';
import { studioForecast } from '../studio-forecast.ts';
import { noBrowser, usePageBrowser } from './page-browser.ts';

/** Pastes a table into the page, once it is there, and returns what `answer` finds there as soon as it finds something. */
async function paste(page: BrowserPage, text: string, answer: string): Promise<unknown> {
  return page.evaluate(`(async () => {
    const until = async (find) => {
      for (let found = find(); ; found = find()) {
        if (found) return found;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    };
    const field = await until(() => document.querySelector('textarea'));
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new Event('input'));
    return until(() => ${answer});
  })()`);
}

const alertText = `document.querySelector('[role="alert"]')?.textContent`;
const cells = `(() => {
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].map(({ textContent }) => textContent));
  return rows.length > 0 && rows;
})()`;

describe.skipIf(noBrowser !== null)('a page that forecasts', () => {
  const openPage = usePageBrowser();
  const trained = preparedModel('forecaster with a logarithm, a season and a calendar');
  const pieces = drawTable(trained, 40, 0);

  it('draws and tells what the studio forecasts of a pasted table, with decimal commas', async () => {
    const page = await openPage(htmlFormat.write(trained, { precision: 'float32' })[0].bytes);
    const told = (await paste(page, csvOf(trained, pieces), cells)) as string[][];
    const [{ quantiles }] = await studioForecast(trained, pieces, 5);
    expect(told).toHaveLength(5);
    told.forEach(([time, value, low, high], step) => {
      expect(time).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      [low, value, high].forEach((shown, level) => {
        expect(Number(shown.replaceAll(',', '')) / quantiles[step * 3 + level]).toBeCloseTo(1, 2);
      });
    });
    expect(await page.evaluate(`document.querySelectorAll('svg[role="img"] path').length`)).toBe(3);
    expect(await page.evaluate('performance.getEntriesByType("resource").length')).toBe(0);
  });

  it('says what is wrong with a table', async () => {
    const page = await openPage(htmlFormat.write(trained, { precision: 'float32' })[0].bytes);
    expect(await paste(page, 'when;number\n1;2', alertText)).toContain('There is no column passengers, t');
    const short = csvOf(trained, drawTable(trained, 12, 0));
    expect(await paste(page, short, `${alertText}?.includes('looks back') && ${alertText}`)).toContain(
      'There are 12 rows',
    );
    const broken = csvOf(trained, pieces).replace(/;[\d,]+\n$/, ';many\n');
    expect(await paste(page, broken, `${alertText}?.includes('many') && ${alertText}`)).toContain('which is no number');
  });
});
