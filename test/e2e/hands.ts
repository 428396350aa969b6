import { expect, type Locator, type Page } from '@playwright/test';
import type { DroppedFile } from './drop-file.ts';
import { dropFiles } from './drop-file.ts';

/** How a person works the studio. What is done is the same; nothing here reaches past what mouse or keys can do. */
export interface Hands {
  /** Brings a file as far as the import wizard. */
  bring(page: Page, file: DroppedFile, chooseFiles: string): Promise<void>;
  press(target: Locator): Promise<void>;
  type(field: Locator, text: string): Promise<void>;
  /** `value` of one of a select's options. */
  choose(select: Locator, value: string): Promise<void>;
  check(box: Locator): Promise<void>;
  openTab(tab: Locator): Promise<void>;
  /** From the palette into the stack, below the row at this place. */
  addLayer(entry: Locator, rows: Locator, place: number): Promise<void>;
  selectRow(rows: Locator, place: number): Promise<void>;
}

/** Tabs until the element has the focus, backwards where it comes before. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const isBefore = await target.evaluate(
    (element) =>
      document.activeElement !== null &&
      Boolean(element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(isBefore ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`The focus never came to ${target}.`);
}

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

/** The place of an element once it has stayed there: what has yet to come into the page may push it away. */
export async function restingBox(locator: Locator): Promise<Box> {
  await locator.scrollIntoViewIfNeeded();
  let box: Box | null = null;
  await expect(async () => {
    const before = box;
    box = await locator.boundingBox();
    expect(box).not.toBeNull();
    expect(box).toEqual(before);
  }).toPass({ intervals: [100] });
  return box!;
}

/** Presses, moves in steps as a hand does, and lets go at a place in the window. */
export async function dragTo(from: Locator, to: { x: number; y: number }): Promise<void> {
  const { mouse: pointer } = from.page();
  const box = await restingBox(from);
  const start = { x: box.x + box.width / 4, y: box.y + box.height / 2 };
  await pointer.move(start.x, start.y);
  await pointer.down();
  await pointer.move(start.x + 10, start.y + 10, { steps: 3 });
  await pointer.move(to.x, to.y, { steps: 8 });
  await pointer.up();
}

/** Onto the lower edge of a row, where what is dropped comes right below it. */
export async function dragBelow(from: Locator, row: Locator): Promise<void> {
  const box = await restingBox(row);
  await dragTo(from, { x: box.x + box.width / 2, y: box.y + box.height - 2 });
}

export const mouse: Hands = {
  bring: (page, file) => dropFiles(page, file),
  press: (target) => target.click(),
  async type(field, text) {
    await field.click({ clickCount: 3 });
    await field.page().keyboard.type(text);
  },
  async choose(select, value) {
    // What the browser draws for an open list is no part of the page; the click is real, the choice is told to it.
    await select.click();
    await select.page().keyboard.press('Escape');
    await select.selectOption(value);
  },
  check: (box) => box.click(),
  openTab: (tab) => tab.click(),
  addLayer: (entry, rows, place) => dragBelow(entry, rows.nth(place)),
  selectRow: (rows, place) => rows.nth(place).click(),
};

export const keyboard: Hands = {
  async bring(page, { name, content }, chooseFiles) {
    // Files cannot be dropped with keys; the button beside does the same.
    // Asked for first: the browser takes a moment before it gives file choosers to the test.
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, page.getByRole('button', { name: chooseFiles }).first());
    await page.keyboard.press('Enter');
    const buffer = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer });
  },
  async press(target) {
    await tabTo(target.page(), target);
    await target.page().keyboard.press('Enter');
  },
  async type(field, text) {
    await tabTo(field.page(), field);
    await field.page().keyboard.press('Control+A');
    await field.page().keyboard.type(text);
  },
  async choose(select, value) {
    await tabTo(select.page(), select);
    const place = await select.evaluate(
      (element, wanted) => [...(element as HTMLSelectElement).options].findIndex((option) => option.value === wanted),
      value,
    );
    await select.page().keyboard.press('Home');
    for (let moves = 0; moves < place; moves++) await select.page().keyboard.press('ArrowDown');
    await expect(select).toHaveValue(value);
  },
  async check(box) {
    await tabTo(box.page(), box);
    await box.page().keyboard.press('Space');
  },
  async openTab(tab) {
    const list = tab.page().getByRole('tablist').filter({ has: tab });
    await tabTo(tab.page(), list.getByRole('tab', { selected: true }));
    for (let moves = 0; moves < 5 && (await tab.getAttribute('aria-selected')) !== 'true'; moves++) {
      await tab.page().keyboard.press('ArrowRight');
    }
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  },
  async addLayer(entry, rows, place) {
    await keyboard.selectRow(rows, place);
    await keyboard.press(entry);
  },
  async selectRow(rows, place) {
    const page = rows.page();
    await tabTo(page, page.locator('[data-row][tabindex="0"]'));
    await page.keyboard.press('Home');
    for (let moves = 0; moves < place; moves++) await page.keyboard.press('ArrowDown');
    await expect(rows.nth(place)).toBeFocused();
  },
};
