import { execFile } from 'node:child_process';

/** A desktop that has not answered by then has nobody who would show an icon. */
const LIMIT_MS = 2000;

/**
 * Tells whether the desktop shows icons beside its clock. On Linux not all do, GNOME only with an extension: there somebody on the session's
 * bus must have taken the part of showing them. `program` asks the bus.
 */
export function hasTray(program = 'gdbus'): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  const question = [
    ...['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus'],
    ...['--method', 'org.freedesktop.DBus.NameHasOwner', 'org.kde.StatusNotifierWatcher'],
  ];
  return new Promise((resolve) => {
    execFile(program, question, { timeout: LIMIT_MS }, (error, said) =>
      resolve(error === null && said.includes('true')),
    );
  });
}
