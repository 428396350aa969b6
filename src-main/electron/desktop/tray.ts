import { Menu, nativeImage, Tray } from 'electron';
import type { Activity } from '../../host/process/messages.ts';
import { menuLabel } from './menu-label.ts';
import type { ShellTexts } from './shell-texts.ts';

export interface TrayOptions {
  /** The icon's path; on a Mac one whose name ends in Template, which the system colours. */
  icon: string;
  isMac: boolean;
  show(): void;
  quit(): void;
}

/** The training's state in one line, or null when there is none. */
function trainingLine({ training, waiting }: Activity, texts: ShellTexts): string | null {
  if (training === null) return null;
  const line = texts.training(training.name, percentOf(training.share));
  return waiting === 0 ? line : `${line} · ${texts.waiting(waiting)}`;
}

/** An icon beside the clock for as long as something is in training, so that it can be seen with the window away. */
export class TrainingTray {
  readonly #options: TrayOptions;
  #tray: Tray | null = null;
  /** The content of its present menu. */
  #labels = '';

  constructor(options: TrayOptions) {
    this.#options = options;
  }

  update(activity: Activity, texts: ShellTexts, isInBackground: boolean): void {
    const line = trainingLine(activity, texts);
    // While the window is away, the icon is the way back to it.
    if (line === null && !isInBackground) return this.close();
    this.#tray ??= this.#open();
    this.#tray.setToolTip(`Kioku Studio\n${line ?? texts.idle}`);
    if (this.#options.isMac) this.#tray.setTitle(activity.training === null ? '' : percentOf(activity.training.share));
    // On some systems a new menu closes the one that is open.
    const labels = [line ?? texts.idle, texts.show, this.#options.isMac ? texts.quit : texts.exit] as const;
    if (labels.join('\n') === this.#labels) return;
    this.#labels = labels.join('\n');
    const [state, show, quit] = labels;
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: menuLabel(state), enabled: false },
        { type: 'separator' },
        { label: show, click: () => this.#options.show() },
        { label: quit, click: () => this.#options.quit() },
      ]),
    );
  }

  close(): void {
    this.#tray?.destroy();
    this.#tray = null;
    this.#labels = '';
  }

  #open(): Tray {
    const tray = new Tray(nativeImage.createFromPath(this.#options.icon));
    tray.on('click', () => this.#options.show());
    return tray;
  }
}

const percentOf = (share: number | null): string => (share === null ? '…' : `${Math.floor(share * 100)} %`);
