import type { DesktopProgram } from './desktop-program.ts';

/** What a dialog of the system said. */
export interface ShownDialog {
  message?: string;
  title?: string;
  detail?: string;
  buttons?: string[];
  defaultPath?: string;
}

type Answer = string | string[];

/** What is kept in the main process between two looks. */
interface Told {
  answers: Answer[];
  dialogs: ShownDialog[];
}

/** What a person does with the desktop program outside its window. It goes by Electron's own interface. */
export class DesktopHands {
  readonly #program: DesktopProgram;

  constructor(program: DesktopProgram) {
    this.#program = program;
  }

  /** Answers the dialogs that come: with a button's label, or with paths; one that asks where to save is given up with an empty one. */
  async answer(...answers: Answer[]): Promise<void> {
    await this.#program.evaluate(({ dialog }, given) => {
      const told: Told = ((globalThis as { told?: Told }).told ??= { answers: [], dialogs: [] });
      told.answers.push(...given);
      const next = (args: unknown[]): [ShownDialog, Answer] => {
        const options = args.at(-1) as ShownDialog;
        told.dialogs.push(JSON.parse(JSON.stringify(options)) as ShownDialog);
        const answer = told.answers.shift();
        if (answer === undefined) throw new Error(`Nobody answers: ${options.message ?? options.title}`);
        return [options, answer];
      };
      Object.assign(dialog, {
        async showMessageBox(...args: unknown[]) {
          const [{ buttons = [] }, label] = next(args);
          return { response: buttons.indexOf(String(label)), checkboxChecked: false };
        },
        async showOpenDialog(...args: unknown[]) {
          return { canceled: false, filePaths: [next(args)[1]].flat() };
        },
        async showSaveDialog(...args: unknown[]) {
          const filePath = String(next(args)[1]);
          return { canceled: filePath === '', filePath };
        },
      });
    }, answers);
  }

  /** The dialogs that have come since answers were laid ready first. */
  dialogs(): Promise<ShownDialog[]> {
    return this.#program.evaluate(() => (globalThis as { told?: Told }).told?.dialogs ?? [], null);
  }

  /** Chooses an item of the menu bar by its labels. */
  async choose(...labels: string[]): Promise<void> {
    await this.#program.evaluate(({ Menu }, wanted) => {
      let menu = Menu.getApplicationMenu() ?? undefined;
      for (const [depth, label] of wanted.entries()) {
        const items = menu?.items ?? [];
        const item = items.find((each) => each.label === label);
        if (item === undefined) throw new Error(`No ${label} among ${items.map((each) => each.label).join(', ')}`);
        menu = item.submenu;
        // What it does may end the program, which could not answer then.
        if (depth === wanted.length - 1) setImmediate(() => item.click());
      }
    }, labels);
  }

  /** The labels of a menu within the menu bar. */
  items(...labels: string[]): Promise<string[]> {
    return this.#program.evaluate(({ Menu }, wanted) => {
      let menu = Menu.getApplicationMenu() ?? undefined;
      for (const label of wanted) menu = menu?.items.find((each) => each.label === label)?.submenu;
      return (menu?.items ?? []).map(({ label }) => label);
    }, labels);
  }

  async closeWindow(): Promise<void> {
    await this.#program.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      setImmediate(() => window?.close());
    }, null);
  }

  windows(): Promise<{ isVisible: boolean; isMinimized: boolean }[]> {
    return this.#program.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => ({
          isVisible: window.isVisible(),
          isMinimized: window.isMinimized(),
        })),
      null,
    );
  }

  /** The system tells the program of something. */
  async happens(event: string, ...args: string[]): Promise<void> {
    await this.#program.evaluate(
      ({ app }, given) => {
        app.emit(given.event as 'activate', { preventDefault: () => undefined }, ...given.args);
      },
      { event, args },
    );
  }
}
