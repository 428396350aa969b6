import { mount, type VueWrapper } from '@vue/test-utils';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { COURSE_SIZES, COURSE_STEPS, courseModel } from '../../../../src-engine/models/course-model.ts';
import { summarizeModel } from '../../../../src-engine/models/summary.ts';
import { createStream } from '../../../../src-engine/random/stream.ts';
import { embeddedReberSuccessors } from '../../../../src-engine/samples/embedded-reber.ts';
import type { LessonId, LessonOutcome } from '../../../../src-engine/spec/lesson-spec.ts';
import { SHOWN_SYMBOLS } from '../../../../src-engine/spec/memory-cell.ts';
import { loadLesson } from '../../../../src-renderer/features/lessons/lesson-modules.ts';
import { handGates, resetHandGates } from '../../../../src-renderer/features/lessons/lstm-gates/hand-gates.ts';
import {
  countOf,
  courseRows,
  partsOf,
} from '../../../../src-renderer/features/lessons/parameter-table/parameter-parts.ts';
import PredictionField from '../../../../src-renderer/features/lessons/prediction/PredictionField.vue';
import { beginning, extend, isWhole, successors } from '../../../../src-renderer/features/lessons/reber/grammar.ts';
import { language } from '../../../../src-renderer/locales/language.ts';

beforeEach(() => {
  language.value = 'en';
  resetHandGates();
});

const nothing: LessonOutcome = { figures: {}, curves: {}, grids: {}, texts: {} };

async function pictureOf(id: LessonId, outcome: LessonOutcome | null = null): Promise<VueWrapper> {
  const { picture } = await loadLesson(id);
  const mounted = mount(picture, { props: { outcome, settings: {} }, attachTo: document.body });
  onTestFinished(() => mounted.unmount());
  return mounted;
}

const statusOf = (picture: VueWrapper) => picture.get('[role="status"]').text();

async function press(picture: VueWrapper, name: string): Promise<void> {
  const button = picture
    .findAll('button')
    .find((each) => each.attributes('aria-label') === name || each.text() === name);
  if (button === undefined) throw new Error(`There is no button ${name}.`);
  await button.trigger('click');
}

async function setTo(picture: VueWrapper, slider: string, key: 'Home' | 'End'): Promise<void> {
  await picture.get(`[role="slider"][aria-label="${slider}"]`).trigger('keydown', { key });
}

describe('the memory cell that is driven by hand', () => {
  test('is without fault when each gate is open exactly where it has to be', async () => {
    const picture = await pictureOf('lstm-gates');
    expect(statusOf(picture)).not.toMatch(/:0$/);
    handGates.value = SHOWN_SYMBOLS.map((symbol) => ({
      input: symbol.startsWith('keep') ? 1 : 0,
      forget: symbol.startsWith('pass') ? 1 : 0,
      output: 0,
    }));
    await press(picture, 'Step 3: say it');
    await setTo(picture, 'forget', 'End');
    await setTo(picture, 'output', 'End');
    expect(statusOf(picture)).not.toMatch(/:0$/);
    await press(picture, 'Same gates at every ?');
    expect(statusOf(picture)).toMatch(/:0$/);
    await press(picture, 'All gates half open');
    expect(statusOf(picture)).not.toMatch(/:0$/);
  });

  test('stands beside the gates that the network has learnt', async () => {
    const { results } = await loadLesson('lstm-gates');
    const values = Array.from({ length: 6 * 14 }, (_, n) => (n < 14 ? 0.8 : 0));
    const outcome = {
      ...nothing,
      figures: { networkDistance: 0.02 },
      grids: { network: { rows: 6, columns: 14, values } },
    };
    const page = mount(results!, { props: { outcome, settings: {}, prediction: null } });
    const [network, hand] = page.findAll('table');
    expect(network?.text()).toContain('Mean distance 0.02');
    expect(network?.get('tbody tr').text()).toContain('0.8');
    expect(hand?.text()).toContain('Yours.');
    // Row for row, so that they can be compared.
    const signsOf = (table: typeof hand) => table?.findAll('tbody th').map((each) => each.text().split(' ')[0]);
    expect(signsOf(hand)?.slice(0, 5)).toEqual(['i', 'c̃', 'f', 'o', 'c']);
    expect(signsOf(network)?.slice(0, 5)).toEqual(signsOf(hand)?.slice(0, 5));
    expect(hand?.findAll('tbody tr')).toHaveLength(network?.findAll('tbody tr').length ?? 0);
  });
});

describe('the table of parameters', () => {
  test('explains each number by products that come to what the summary says, in any size', () => {
    for (const sizes of [COURSE_SIZES, { vocabulary: 77, embedding: 3, units: 11, classes: 2 }]) {
      const { rows } = summarizeModel(courseModel(sizes), { batch: 1, steps: COURSE_STEPS, optimizer: 'adam' });
      courseRows.forEach((row, place) => {
        const explained = partsOf(row, sizes).reduce((sum, part) => sum + countOf(part), 0);
        expect(explained).toBe(rows[place]?.parameters);
      });
    }
  });

  test('hides the LSTMs until they are counted, and explains the cell that has the focus', async () => {
    const hidden = await pictureOf('parameter-table');
    expect(hidden.text()).toContain('20,000,050');
    expect(hidden.text()).not.toContain('91,648');
    expect(hidden.text()).not.toContain('20,223,927');
    const counted = await pictureOf('parameter-table', nothing);
    const cell = counted.findAll('button').find((each) => each.text() === '91,648');
    await cell?.trigger('focus');
    expect(counted.get('[role="status"]').text()).toMatch(/4 × 50 × 128.*25,600.*4 × 128 × 128.*65,536.*4 × 128.*512/);
    expect(counted.get('tfoot').text()).toContain('20,223,927');
  });

  test('takes a guess that is typed, and none that is no number', async () => {
    const page = await loadLesson('parameter-table');
    const guess = mount(PredictionField, { props: { page, modelValue: 128_000 } });
    await guess.get('input').setValue('91648');
    expect(guess.emitted('update:modelValue')?.at(-1)).toEqual([91_648]);
    await guess.get('input').setValue('many');
    expect(guess.emitted('update:modelValue')?.at(-1)).toEqual([null]);
  });

  test('follows the sizes', async () => {
    const picture = await pictureOf('parameter-table', nothing);
    const units = picture.findAll('input')[2];
    await units?.setValue('256');
    expect(picture.text()).toContain('314,368');
    expect(picture.text()).toContain('525,312');
  });
});

test('labels of words with two meanings are told in words, beside the tags of the sentences that were read', async () => {
  const { results } = await loadLesson('bidirectional');
  const texts = {
    later0Words: 'May wrote us a letter .',
    later0Sentence: 'May wrote us a letter.',
    later0Tags: 'B-PER O O O O O',
    later0Forward: 'B-DATE O O O O O',
    later0Both: 'B-PER O O O O O',
    earlier0Words: '行き先 は 千葉 だっ た 。',
    earlier0Tags: 'O O B-地名 O O O',
  };
  const props = { outcome: { ...nothing, texts }, settings: {}, prediction: null };
  const [later, earlier] = mount(results!, { props }).findAll('table');
  expect(later?.text()).toMatch(/person \(PER\).*month \(DATE\) ✗.*person \(PER\) ✓/s);
  expect(later?.text()).toContain('May wrote us a letter.');
  expect(earlier?.text()).toContain('place (地名)');
});

describe('the grammar of the picture', () => {
  test('lets exactly those symbols follow which the engine’s grammar lets follow', () => {
    const random = createStream(5, 'test', 0);
    for (let n = 0; n < 60; n++) {
      let walk = beginning;
      while (!isWhole(walk)) {
        const next = successors(walk);
        expect([...next].sort()).toEqual([...(embeddedReberSuccessors(walk.text) ?? [])].sort());
        walk = extend(walk, next[random.below(next.length)] ?? '');
      }
      expect(successors(walk)).toEqual([]);
      expect(embeddedReberSuccessors(walk.text)).toEqual([]);
    }
  });

  test('is walked through with the buttons, and says what must be remembered', async () => {
    const picture = await pictureOf('reber');
    for (const symbol of ['B', 'P', 'B', 'T', 'X', 'S', 'E']) await press(picture, symbol);
    expect(statusOf(picture)).toContain('Only someone who has kept P');
    await press(picture, 'P');
    await press(picture, 'E');
    expect(statusOf(picture)).toContain('A whole string');
  });
});

test('a cell that forgets a little at each step does not hold the sum at the end', async () => {
  const picture = await pictureOf('adding');
  const [, sum, left] = /sum wanted: (\S+) ?cell at the end: (\S+)/.exec(statusOf(picture)) ?? [];
  expect(left).toBe(sum);
  await setTo(picture, 'Forget gate f', 'Home');
  expect(statusOf(picture)).toContain(`sum wanted: ${sum}`);
  expect(statusOf(picture)).not.toContain(`cell at the end: ${sum}`);
});

test('the class of a sequence is the order of the symbols that are chosen', async () => {
  const picture = await pictureOf('temporal-order');
  expect(statusOf(picture)).toContain('Class XY');
  const [first] = picture.findAll('[role="group"]');
  await first?.findAll('button')[1]?.trigger('click');
  expect(statusOf(picture)).toContain('Class YY');
});

test('a bit that is turned over turns the parity over', async () => {
  const picture = await pictureOf('parity');
  expect(statusOf(picture)).toContain('9 ones: odd');
  await press(picture, 'Bit 2: 0');
  expect(statusOf(picture)).toContain('10 ones: even');
});

test('who can compute parity is told by what has been measured, not by what is expected', async () => {
  const { prediction } = await loadLesson('parity');
  if (prediction.kind !== 'choice') throw new Error('The lesson asks for a choice.');
  const longest = { simpleRnnLongest: 1, lstmLongest: 1, gruLongest: 1, slstmLongest: 1, minGruLongest: 0.5 };
  const truth = (changes: Partial<typeof longest>) =>
    prediction.truth({ ...nothing, figures: { ...longest, ...changes } });
  expect(truth({})).toBe('seeing');
  expect(truth({ minGruLongest: 1 })).toBe('all');
  expect(truth({ simpleRnnLongest: 0.6, minGruLongest: 1 })).toBe('gated');
  expect(truth({ lstmLongest: 0.5 })).toBe('others');
});
