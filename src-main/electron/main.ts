/** The desktop program: windows, menus, dialogs and the life of the other processes. No domain logic, no database. */
import { app, crashReporter } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { linksOfArguments } from './desktop/deep-links.ts';
import { filesOfArguments } from './desktop/opened-files.ts';
import { appFiles, placeUserData } from './app-files.ts';
import { argumentsOfCommand } from './command-line/command-arguments.ts';
import { StudioApp } from './studio-app.ts';
import { registerAppScheme } from './window/app-protocol.ts';

const handedOver = z.object({ files: z.array(z.string()).max(1000), links: z.array(z.string()).max(1000) });

placeUserData();
// The remains of a crash stay on this machine, among the window's own files.
crashReporter.start({ uploadToServer: false });
const command = argumentsOfCommand(process.argv);
const files = filesOfArguments(process.argv, process.cwd(), app.isPackaged);
const links = linksOfArguments(process.argv);
// Arguments reach the first instance in an order of Chromium's own; what is meant goes along as data.
if (command !== null) {
  const { runCommandLine } = await import('./command-line/run-command-line.ts');
  void runCommandLine(command, appFiles(join(import.meta.dirname, '..')));
} else if (!app.requestSingleInstanceLock({ files, links })) {
  app.quit();
} else {
  registerAppScheme();
  // Asked to do without by whoever starts it, or by an AppImage on a system that does not let it: then it would not start with one.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const studio = new StudioApp(appFiles(join(import.meta.dirname, '..')));
  app.on('second-instance', (_event, _argv, _folder, data) => {
    studio.show();
    const given = handedOver.safeParse(data).data;
    studio.openPaths(given?.files ?? []);
    studio.openLinks(given?.links ?? []);
  });
  // Before the program is ready too: a Mac says so which file it was started with.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    studio.openPaths([path]);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    studio.openLinks([link]);
  });
  studio.openPaths(files);
  studio.openLinks(links);
  void app.whenReady().then(() => studio.start());
}
