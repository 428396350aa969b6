import { app, Menu } from 'electron';
import { linkTo, type ShellPlace } from './deep-links.ts';
import type { ShellTexts } from './shell-texts.ts';

const places = ['new-run', 'new-model', 'lessons'] as const satisfies readonly ShellPlace[];

/**
 * The places that the menu of the program's icon leads to: in the Dock of a Mac, and in the taskbar of Windows, whose system starts the program
 * with a link. Nobody can take tasks out of the latter, unlike files, which the system itself lists there.
 */
export function offerPlaces(texts: ShellTexts, go: (place: ShellPlace) => void): void {
  const titles = { 'new-run': texts.newRun, 'new-model': texts.newModel, lessons: texts.lessons };
  if (process.platform === 'darwin') {
    app.dock?.setMenu(
      Menu.buildFromTemplate(places.map((place) => ({ label: titles[place], click: () => go(place) }))),
    );
  }
  if (process.platform === 'win32' && app.isPackaged) {
    // A portable program runs from a folder that goes with it.
    const program = process.env['PORTABLE_EXECUTABLE_FILE'] ?? process.execPath;
    app.setUserTasks(
      places.map((place) => ({
        program,
        arguments: linkTo(place),
        iconPath: program,
        iconIndex: 0,
        title: titles[place],
        description: titles[place],
      })),
    );
  }
}
