import { dialog, type BrowserWindow, type FileFilter, type MessageBoxOptions } from 'electron';
import type { RelayedError } from '../../contract/errors.ts';
import { modelFileEndings } from '../../contract/model-file-endings.ts';
import type { InstalledCommand } from '../command-line/install-command.ts';
import type { Activity } from '../../host/process/messages.ts';
import type { ShellTexts } from './shell-texts.ts';

/** The most failures of many files that are told at once. */
const mostTold = 5;

const dataEndings = [
  ...['txt', 'text', 'md', 'html', 'htm', 'epub', 'docx', 'pdf', 'srt', 'vtt'],
  ...['csv', 'tsv', 'jsonl', 'ndjson', 'parquet', 'arrow', 'zip', 'gz', 'zst'],
];

/** The system's dialogs, over the studio's window where there is one. */
export interface Dialogs {
  /** About what is under way, and what of it would be lost. */
  confirmQuit(activity: Activity, canStay: boolean): Promise<'quit' | 'background' | 'cancel'>;
  /** The person's answer about a host that does not start. */
  hostFailed(failure: RelayedError, canChooseFolder: boolean): Promise<'retry' | 'folder' | 'log' | 'quit'>;
  windowFailed(): Promise<'open' | 'log' | 'quit'>;
  /** The first few of them. */
  notOpened(failures: readonly RelayedError[]): Promise<void>;
  /** Tells the outcome of installing `kioku`: its place, or the reason why it is missing. */
  commandInstalled(outcome: InstalledCommand | Error): Promise<void>;
  /** Tells that an AppImage is in the applications' menu now, or no longer, or the reason why that could not be changed. */
  listed(outcome: boolean | Error): Promise<void>;
  /** Asks whether newer versions shall be looked for there, or nowhere. */
  confirmUpdateFeed(feed: string | null): Promise<boolean>;
  chooseFiles(): Promise<string[]>;
  chooseFolder(): Promise<string | null>;
  /** Asks for a Python; null when none was chosen. */
  choosePython(): Promise<string | null>;
  /** Asks where a file is to be saved; null when nowhere. */
  saveAs(fileName: string): Promise<string | null>;
}

export function createDialogs(window: () => BrowserWindow | null, texts: () => ShellTexts): Dialogs {
  /** Returns the answer that was pressed; Escape and closing give the last one. */
  async function ask<Answer extends string>(
    options: Omit<MessageBoxOptions, 'buttons'>,
    answers: [Answer, string][],
  ): Promise<Answer> {
    const all = { ...options, buttons: answers.map(([, label]) => label), defaultId: 0, cancelId: answers.length - 1 };
    const parent = window();
    const { response } = await (parent === null ? dialog.showMessageBox(all) : dialog.showMessageBox(parent, all));
    return answers[response][0];
  }

  /** Says what has been done, or `failed` and why. */
  async function tellOutcome<Done>(
    outcome: Done | Error,
    failed: string,
    describe: (done: Done) => { message: string; detail: string },
  ): Promise<void> {
    const told: MessageBoxOptions =
      outcome instanceof Error
        ? { type: 'error', message: failed, detail: outcome.message }
        : { type: 'info', ...describe(outcome) };
    await ask(told, [['close', 'OK']]);
  }

  return {
    confirmQuit({ training, work }, canStay) {
      const said = texts();
      const isLossless = work.length === 0;
      const stay: ['background', string][] = canStay
        ? [['background', isLossless ? said.keepTraining : said.keepWorking]]
        : [];
      const losses = work.slice(0, mostTold).map(({ kind, name }) => said.lostWork[kind](name));
      const detail = [...(training === null ? [] : [said.quitDetail]), ...(isLossless ? [] : [said.quitLoses(losses)])];
      const message = isLossless ? said.quitTitle : said.quitWorkTitle;
      return ask({ type: isLossless ? 'question' : 'warning', message, detail: detail.join('\n\n') }, [
        ['quit', isLossless ? said.pauseAndQuit : said.quitAnyway],
        ...stay,
        ['cancel', said.cancel],
      ]);
    },
    hostFailed(failure, canChooseFolder) {
      const said = texts();
      const folder: ['folder', string][] = canChooseFolder ? [['folder', said.otherFolder]] : [];
      return ask({ type: 'error', message: said.hostFailed, detail: said.failure(failure) }, [
        ['retry', said.tryAgain],
        ...folder,
        ['log', said.showLog],
        ['quit', said.quit],
      ]);
    },
    windowFailed() {
      const said = texts();
      return ask({ type: 'error', message: said.windowFailed, detail: said.windowFailedDetail }, [
        ['open', said.openAgain],
        ['log', said.showLog],
        ['quit', said.quit],
      ]);
    },
    async notOpened(failures) {
      const said = texts();
      const told = new Set(failures.map(said.failure));
      await ask({ type: 'error', message: said.notOpened, detail: [...told].slice(0, mostTold).join('\n') }, [
        ['close', 'OK'],
      ]);
    },
    commandInstalled(outcome) {
      const said = texts();
      return tellOutcome(outcome, said.commandFailed, ({ file, isOnPath }) => ({
        message: said.commandInstalled,
        detail: (isOnPath ? said.commandOnPath : said.commandOffPath)(file),
      }));
    },
    listed(outcome) {
      const said = texts();
      return tellOutcome(outcome, said.notListed, (isListed) => ({
        message: isListed ? said.listed : said.unlisted,
        detail: isListed ? said.listedDetail : said.unlistedDetail,
      }));
    },
    async confirmUpdateFeed(feed) {
      const said = texts();
      const [message, detail, confirm] =
        feed === null
          ? [said.noUpdates, said.noUpdatesDetail, said.noUpdatesConfirm]
          : [said.updateFeed(feed), said.updateFeedDetail, said.updateFeedConfirm];
      const wanted = await ask({ type: 'question', message, detail }, [
        ['confirm', confirm],
        ['cancel', said.cancel],
      ]);
      return wanted === 'confirm';
    },
    async chooseFiles() {
      const { fileKinds, chooseFiles: title } = texts();
      const modelEndings = modelFileEndings.map((ending) => ending.slice(1));
      const filters: FileFilter[] = [
        { name: fileKinds.known, extensions: [...dataEndings, ...modelEndings] },
        { name: fileKinds.data, extensions: dataEndings },
        { name: fileKinds.models, extensions: modelEndings },
        { name: fileKinds.all, extensions: ['*'] },
      ];
      const { filePaths } = await open({ title, properties: ['openFile', 'multiSelections'], filters });
      return filePaths;
    },
    async chooseFolder() {
      const { chooseFolder: title, chooseFolderButton: buttonLabel } = texts();
      const { filePaths } = await open({ title, buttonLabel, properties: ['openDirectory', 'createDirectory'] });
      return filePaths[0] ?? null;
    },
    async choosePython() {
      // Programs of Unix have no ending, so that nothing is filtered there; a dialog of a Mac would follow links to their ends.
      const properties: Electron.OpenDialogOptions['properties'] = ['openFile', 'showHiddenFiles', 'noResolveAliases'];
      const { filePaths } = await open({ title: texts().choosePython, properties });
      return filePaths[0] ?? null;
    },
    async saveAs(fileName) {
      const options = { title: texts().saveExport, defaultPath: fileName };
      const parent = window();
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return canceled || filePath === '' ? null : filePath;
    },
  };

  async function open(options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> {
    const parent = window();
    const chosen = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options));
    return chosen.canceled ? { ...chosen, filePaths: [] } : chosen;
  }
}
