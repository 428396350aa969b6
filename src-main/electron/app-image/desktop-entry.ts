/** In an entry, the name of the AppImage's file; an entry without it is not ours. */
const mark = 'X-Kioku-Studio-AppImage';

/**
 * The entry of the applications' menu that starts an AppImage, made from the one that it was packaged with, as the Desktop Entry Specification
 * has it. It opens the studio's own links and files. Texts and tables stay with the programs that open them now: where nobody has chosen one, an
 * entry in a person's own folder would come first.
 */
export function desktopEntryOf(packaged: string, file: string): string {
  const lines = packaged.split('\n').flatMap((line) => {
    if (line.startsWith('Exec=')) return line.replace(/^Exec=\S+/, () => `Exec=${inCommand(file)}`);
    if (line.startsWith('MimeType=')) return `MimeType=${ownTypes(line.slice('MimeType='.length))}`;
    // Without its file the entry is not shown.
    if (line === '[Desktop Entry]') return [line, `TryExec=${inValue(file)}`, `${mark}=${inValue(file)}`];
    return line;
  });
  return lines.join('\n');
}

/** The AppImage that one of our entries starts; null for an entry of somebody else's. */
export function appImageOfEntry(entry: string): string | null {
  const [, value] = new RegExp(`^${mark}=(.*)$`, 'm').exec(entry) ?? [];
  return value?.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)) ?? null;
}

const ownTypes = (types: string): string =>
  types
    .split(';')
    .filter((type) => type.endsWith('kioku'))
    .map((type) => `${type};`)
    .join('');

const inValue = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

/** Quoted first for the command, and then as any other value. */
const inCommand = (file: string): string => inValue(`"${file.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`);
