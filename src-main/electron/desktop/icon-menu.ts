import { app, Menu } from 'electron';
import { linkTo, type ShellPlace } from './deep-links.ts';
import type { ShellTexts } from './shell-texts.ts';

const places = ['new-run', 'new-model', 'lessons'] as const satisfies readonly ShellPlace[];

/** The places that the menu of the program's icon leads to: in the Dock of a Mac, and in the taskbar of Windows, whose system starts the program with a link. */
export function offerPlaces(texts: ShellTexts, go: (place: ShellPlace) => void): void {
  const titles = { 'new-run': texts.newRun, 'new-model': texts.newModel, lessons: texts.lessons };
  if (process.platform === 'darwin') {
    app.dock?.setMenu(
      Menu.buildFromTemplate(places.map((place) => ({ label: titles[place], click: () => go(place) }))),
    );
  }
  if (process.platform === 'win32' && app.isPackaged) {
    app.setUserTasks(
      places.map((place) => ({
        program: process.execPath,
        arguments: linkTo(place),
        iconPath: process.execPath,
        iconIndex: 0,
        title: titles[place],
        description: titles[place],
      })),
    );
  }
}
