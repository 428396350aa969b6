import type { Locator, Page } from '@playwright/test';
import { en } from '../../src-renderer/locales/en/index.ts';
import { ja } from '../../src-renderer/locales/ja/index.ts';
import type { Messages } from '../../src-renderer/locales/messages.ts';
import { isLongForm } from '../config/long-forms.ts';
import { doneSteps } from './done-steps.ts';
import { keyboard, mouse, type Hands } from './hands.ts';
import { expect, test } from './studio.ts';

const moods = ['joy', 'anger', 'fear', 'calm', 'doubt'];
/** Five kinds of sentences of at most ten words, as the course's classifier reads them. */
const sentences = [
  'sentence,mood',
  ...Array.from({ length: 400 }, (_, n) => {
    const mood = moods[n % 5] ?? '';
    return `the ${['crow', 'fox', 'old wolf'][n % 3]} spoke of ${mood} by the ${['river', 'wall'][n % 2]},${mood}`;
  }),
].join('\n');

const layers = ['Embedding', 'LSTM', 'Dropout', 'LSTM', 'Dropout', 'Dense', 'Activation'];

/** A message with its values put in; of a plural, the form for many. */
function fill(message: string, values: Record<string, string>): string {
  const form = message.split(' | ').at(-1) ?? message;
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), form);
}

class Story {
  readonly page: Page;
  readonly hands: Hands;
  readonly words: Messages;

  constructor(page: Page, hands: Hands, words: Messages) {
    this.page = page;
    this.hands = hands;
    this.words = words;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  go(place: string): Promise<void> {
    const places = this.page.getByRole('navigation', { name: this.words.shell.places });
    return this.hands.press(places.getByRole('link', { name: place }));
  }

  async bringSentences(): Promise<void> {
    const { page, hands, words } = this;
    await hands.bring(page, { name: 'moods.csv', content: sentences }, words.datasets.choose);
    await expect(page.getByLabel(words.datasets.import.roleOf.replace('{name}', 'mood'))).toHaveValue('label');
    await hands.press(page.getByRole('dialog').getByRole('button', { name: words.datasets.import.add }));
    await expect(page.getByRole('heading', { level: 1, name: 'moods.csv' })).toBeVisible();
  }

  async buildTheCoursesModel(): Promise<void> {
    const { page, hands, words } = this;
    await this.go(words.shell.models);
    await hands.press(this.button(words.models.newModel).first());
    await expect(page.getByRole('heading', { name: words.builder.emptyTitle })).toBeVisible();
    await hands.type(page.getByLabel(words.builder.name, { exact: true }), 'moods');
    const dataset = page.getByLabel(words.builder.dataset, { exact: true });
    await hands.choose(dataset, (await dataset.locator('option').nth(1).getAttribute('value')) ?? '');
    await hands.choose(page.getByLabel(words.builder.task, { exact: true }), 'classification');

    const rows = page.locator('[data-row]');
    for (const [place, name] of layers.entries()) {
      await hands.addLayer(this.button(fill(words.builder.add, { name })), rows, place);
      await expect(rows.nth(place + 1)).toContainText(name);
    }
    await hands.selectRow(rows, 1);
    await hands.type(page.getByLabel(words.layerFields.dim, { exact: true }), '50');

    const second = fill(words.builder.layerTitle, { n: '4', name: 'LSTM' });
    const mistake = fill(words.problems['sequence-not-reduced'], { layer: second });
    await expect(page.getByText(mistake)).toBeVisible();
    const what = fill(words.fixes.lastState, { layer: second });
    await hands.press(this.button(fill(words.builder.fixLabel, { what })));
    await expect(page.getByText(mistake)).toBeHidden();
    await expect(rows.nth(4)).toContainText('(B, 128)');
    // As large as the sentences ask, and no larger: their five moods.
    await expect(rows.nth(7)).toContainText('(B, 5)');
  }

  async train(epochs: string): Promise<void> {
    const { page, hands, words } = this;
    await hands.openTab(page.getByRole('tab', { name: words.builder.trainingTab, exact: true }));
    await hands.type(page.getByLabel(words.settings.epochs, { exact: true }), epochs);
    await hands.choose(page.getByLabel(words.trainFields.tokenizer, { exact: true }), 'word');
    await expect(page.getByText(words.builder.ready)).toBeVisible();
    await hands.press(this.button(words.builder.train));
    await page.waitForURL(/#\/runs\/[0-9a-f-]{36}/);
  }

  async pauseReloadAndResume(): Promise<void> {
    const { page, hands, words } = this;
    const [pause, resume] = [this.button(words.dashboard.pause), this.button(words.dashboard.resume)];
    await expect.poll(() => doneSteps(page, words)).toBeGreaterThan(20);
    await hands.press(pause);
    await expect(resume).toBeVisible();
    const paused = await doneSteps(page, words);
    await page.reload();
    await expect(resume).toBeVisible();
    expect(await doneSteps(page, words)).toBe(paused);
    await hands.press(resume);
    await expect.poll(() => doneSteps(page, words)).toBeGreaterThan(paused);
    await hands.press(this.button(words.dashboard.stop));
    // In Japanese the button that stops it has this word too, and is there before.
    await expect(page.getByText(words.states.stopped, { exact: true }).first()).toBeVisible();
  }

  async trainASecondRun(): Promise<void> {
    const { page, hands, words } = this;
    await this.go(words.shell.models);
    await hands.press(page.getByRole('link', { name: 'moods', exact: true }));
    await expect(page.locator('[data-row]')).toHaveCount(8);
    await hands.selectRow(page.locator('[data-row]'), 2);
    await hands.type(page.getByLabel(words.layerFields.units, { exact: true }), '64');
    await this.train('2');
    await expect(page.getByText(words.states.finished).first()).toBeVisible();
  }

  async compareBoth(): Promise<void> {
    const { page, hands, words } = this;
    await this.go(words.shell.runs);
    await expect(page.getByRole('row')).toHaveCount(3);
    await hands.check(page.getByLabel(words.runs.selectAll));
    await hands.press(this.button(words.runs.compare));
    await expect(page.getByRole('heading', { level: 1, name: fill(words.compare.title, { n: '2' }) })).toBeVisible();
    const settings = page.getByRole('region', { name: words.compare.settings }).first();
    await expect(settings).toContainText('lstm 128');
    await expect(settings).toContainText('lstm 64');
    await expect(page.getByRole('img', { name: new RegExp(`^${words.compare.validation}`) })).toBeVisible();
  }

  async deleteAndUndo(): Promise<void> {
    const { page, hands, words } = this;
    await this.go(words.shell.runs);
    const rows = page.getByRole('row');
    await expect(rows).toHaveCount(3);
    const newest = rows.nth(1);
    await hands.check(newest.getByRole('checkbox'));
    await hands.press(this.button(words.actions.delete));
    await expect(rows).toHaveCount(2);
    await hands.press(this.button(words.actions.undo));
    await expect(rows).toHaveCount(3);
    await hands.check(newest.getByRole('checkbox'));
    await hands.press(this.button(words.actions.delete));
    await expect(rows).toHaveCount(2);
    await hands.press(this.button(words.actions.close));
    await page.reload();
    await expect(rows).toHaveCount(2);
  }
}

// Thousands of keys: a trace of each would take longer than pressing them.
test.use({ trace: 'off' });

for (const [locale, words] of [
  ['en-US', en],
  ['ja-JP', ja],
] as const) {
  test.describe(() => {
    test.use({ locale });
    for (const [how, hands] of [
      ['mouse', mouse],
      ['keyboard alone', keyboard],
    ] as const) {
      // In short, each hand and each language tells the story once.
      if (!isLongForm && (how === 'mouse') === (locale === 'en-US')) continue;
      test(`from a file to two runs compared, by ${how}, ${locale}`, async ({ page, studio }) => {
        expect(studio.url()).not.toBe('');
        const story = new Story(page, hands, words);
        await story.bringSentences();
        await story.buildTheCoursesModel();
        await story.train('2000');
        await story.pauseReloadAndResume();
        await story.trainASecondRun();
        await story.compareBoth();
        await story.deleteAndUndo();
      });
    }
  });
}
