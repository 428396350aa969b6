import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTheirNeeds, type RuntimePackage } from './runtime-packages.ts';

/** Packages under one and the same text. */
interface LicenceGroup {
  licence: string;
  /** Name and version. */
  packages: string[];
  /** Empty where the package brings none. */
  text: string;
}

export interface Licences {
  groups: LicenceGroup[];
  samples: { text: string; origin: string; licence: string }[];
}

/** The licences of all that the project is made of: what it depends on, the packages named beside, and the sample texts. */
export function collectLicences(projectFolder: string, alsoBundled: readonly string[]): Licences {
  const manifest = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const names = [...new Set([...Object.keys(manifest.dependencies), ...alsoBundled])];
  const found = withTheirNeeds(projectFolder, names).map((each) => ({
    ...each,
    text: licenceText(join(projectFolder, each.folder)),
  }));
  const standards = standardTexts(projectFolder, found);
  const described = found.map((each) => (each.text === '' ? { ...each, text: declaredText(each, standards) } : each));
  const groups = Map.groupBy(described, ({ licence, text }) => `${licence}\n${text}`);
  return {
    groups: [...groups.values()]
      .map((members) => ({
        licence: members[0].licence,
        packages: [...new Set(members.map(nameAndVersion))].toSorted(),
        text: members[0].text,
      }))
      .toSorted((a, b) => (a.packages[0] < b.packages[0] ? -1 : 1)),
    samples: sampleTexts(readFileSync(join(projectFolder, 'resources/licences/sample-texts.md'), 'utf8')),
  };
}

const nameAndVersion = ({ name, version }: RuntimePackage) => `${name} ${version}`;

/** With what the makers add to it. */
function licenceText(folder: string): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

/** By their names, the words of licences that packages bring along; MIT's without the line of whose it is. */
function standardTexts(projectFolder: string, found: readonly { text: string }[]): ReadonlyMap<string, string> {
  const mit = readFileSync(join(projectFolder, 'LICENSE'), 'utf8').replace(/^[^]*?(?=Permission is)/, '');
  const apache = found
    .map(({ text }) => /^ *Apache License\n[^]*?END OF TERMS AND CONDITIONS/m.exec(text)?.[0])
    .find((text) => text !== undefined);
  return new Map([['MIT', mit.trim()], ...(apache === undefined ? [] : ([['Apache-2.0', apache]] as const))]);
}

/** Of a package that only says which licence it is under. Empty where that one's words are not known. */
function declaredText({ name, licence }: RuntimePackage, standards: ReadonlyMap<string, string>): string {
  const texts = licence.split(' AND ').map((each) => standards.get(each));
  if (texts.includes(undefined)) return '';
  return [
    `${name} brings no text of its licence. These are the words of ${licence}, which it names.`,
    `Copyright (c) the authors of ${name}`,
    ...texts,
  ].join('\n\n');
}

/** The rows of the table in the file. */
function sampleTexts(markdown: string): Licences['samples'] {
  const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => {
    const [text = '', origin = '', licence = ''] = row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''));
    return { text, origin, licence };
  });
}
