import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { ShellSettings } from '../../contract/shell-contract.ts';
import type { Activity, EndedRun } from '../../host/process/messages.ts';
import type { ShellTexts } from './shell-texts.ts';
import type { TrainingTray } from './tray.ts';

export interface TrainingStatusOptions {
  tray: TrainingTray;
  settings(): ShellSettings;
  texts(): ShellTexts;
  window(): BrowserWindow | null;
  /** The person has sent the window away, and the training goes on. */
  isInBackground(): boolean;
  /** A notification was pressed. */
  showRun(runId: string): void;
  logError(text: string): void;
}

const mostNotifications = 20;

/** Shows a training in the system: icon, taskbar, notifications; and keeps the machine awake for it. */
export class TrainingStatus {
  readonly #options: TrainingStatusOptions;
  #activity: Activity = { training: null, waiting: 0, work: [] };
  #blocker: number | null = null;
  /** They cannot be pressed once nothing holds them; Windows keeps those that have closed by themselves in a list, to be pressed later. */
  readonly #notifications: Notification[] = [];

  constructor(options: TrainingStatusOptions) {
    this.#options = options;
  }

  get activity(): Activity {
    return this.#activity;
  }

  /** Something would be interrupted or lost if the program ended now. */
  get isBusy(): boolean {
    return this.#activity.training !== null || this.#activity.work.length > 0;
  }

  update(activity: Activity): void {
    this.#activity = activity;
    this.refresh();
  }

  /** Shows the same again: with other settings, in another language, in a window that is there now. */
  refresh(): void {
    const { tray, texts, window, isInBackground } = this.#options;
    const shown = window();
    const { training } = this.#activity;
    tray.update(this.#activity, texts(), isInBackground());
    if (training === null) shown?.setProgressBar(-1);
    else if (training.share === null) shown?.setProgressBar(2, { mode: 'indeterminate' });
    else shown?.setProgressBar(training.share, { mode: 'normal' });
    this.#keepAwake(training !== null && this.#options.settings().keepAwake);
  }

  ended({ runId, name, state, error }: EndedRun): void {
    const { settings, texts, window, showRun } = this.#options;
    if (!settings().notifications || !Notification.isSupported() || window()?.isFocused() === true) return;
    const said = texts();
    const reason = error === null ? null : said.failure(error);
    const detail = state === 'interrupted' ? said.interruptedDetail : reason;
    const notification = new Notification({ title: said[state], body: detail === null ? name : `${name}\n${detail}` });
    this.#notifications.push(notification);
    this.#notifications.splice(0, this.#notifications.length - mostNotifications);
    notification.on('click', () => showRun(runId));
    // A Mac may refuse them of a program that nobody has signed.
    notification.on('failed', (_event, reason) => this.#options.logError(`A notification was not shown: ${reason}`));
    notification.show();
  }

  close(): void {
    this.#keepAwake(false);
    this.#options.tray.close();
  }

  #keepAwake(isWanted: boolean): void {
    if (isWanted === (this.#blocker !== null)) return;
    if (this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension');
    else {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }
}
