import { app } from 'electron';
import type { LogFile } from '../../host/log-file.ts';
import { stackOf } from '../../host/stack-of.ts';
import type { Dialogs } from '../desktop/dialogs.ts';
import { findAppImage } from './app-image.ts';
import { ApplicationsMenu } from './applications-menu.ts';

/** The place of this program in the applications' menu, which changes when a person asks for that, and says so. */
export interface ListedProgram {
  readonly isListed: boolean;
  list(isWanted: boolean): Promise<void>;
}

/**
 * Null unless the program runs from an AppImage: installers and packages do this by themselves. `changed`: it was put into the menu, or taken
 * out.
 */
export function applicationsMenuOfThisProgram(
  dialogs: Pick<Dialogs, 'listed'>,
  log: Pick<LogFile, 'write'>,
  changed: () => void,
): ListedProgram | null {
  const image = findAppImage(process.execPath, process.env, app.getPath('home'));
  if (image === null) return null;
  const menu = new ApplicationsMenu(image, (text) => log.write('warn', text));
  const failed = (error: unknown) => {
    log.write('error', `The applications menu was not changed: ${stackOf(error)}`);
    return error instanceof Error ? error : new Error(String(error));
  };
  menu.follow().catch(failed);
  return {
    get isListed() {
      return menu.isListed;
    },
    async list(isWanted) {
      const outcome = await (isWanted ? menu.add() : menu.remove()).then(() => isWanted, failed);
      changed();
      await dialogs.listed(outcome);
    },
  };
}
