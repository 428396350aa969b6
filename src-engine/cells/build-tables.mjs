/**
 * Writes build/*.ts: tables with an entry for each cell, since what belongs to a cell lies in folders that bear its name. A table of
 * kernels for each backend that has a folder `cells` is among them. Runs at install time, in any Node from 20 on.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const backendsFolder = path.join(folder, '../backends');

/** Returns the names of the folders in `parent` that hold the file, without the folder of generated files. */
async function foldersWith(file, parent) {
  const entries = existsSync(parent) ? await readdir(parent, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return names.filter((name) => name !== 'build' && existsSync(path.join(parent, name, file))).sort();
}

/** Returns a module that exports an object with each cell's export `member`, by the name of the cell. */
function tableSource({ name, member, from, cells }) {
  return [
    ...cells.map((cell) => `import { ${member} as ${cell} } from '${from(cell)}';`),
    '',
    `export const ${name} = { ${cells.join(', ')} } as const;`,
  ];
}

/** Returns a module that exports the types of the arguments of each cell's loop. */
function loopsSource(cells) {
  return [
    ...cells.map((cell) => `import type { Loop as ${cell} } from '../${cell}/loop.ts';`),
    '',
    'export interface CellLoops {',
    ...cells.map((cell) => `  ${cell}: ${cell};`),
    '}',
  ];
}

async function tables() {
  const own = async (file) => ({ from: (cell) => `../${cell}/${file}`, cells: await foldersWith(file, folder) });
  const sources = {
    'loops.ts': loopsSource(await foldersWith('loop.ts', folder)),
    'definitions.ts': tableSource({ name: 'definitions', member: 'definition', ...(await own('definition.ts')) }),
    'exports.ts': tableSource({ name: 'exportsOfCells', member: 'exports', ...(await own('exports.ts')) }),
    'op-cases.ts': tableSource({ name: 'cellOpCases', member: 'opCases', ...(await own('op-cases.ts')) }),
  };
  for (const backend of await foldersWith('cells', backendsFolder)) {
    sources[`${backend}-kernels.ts`] = tableSource({
      name: 'cellKernels',
      member: 'kernels',
      from: (cell) => `../../backends/${backend}/cells/${cell}/kernels.ts`,
      cells: await foldersWith('kernels.ts', path.join(backendsFolder, backend, 'cells')),
    });
  }
  return sources;
}

await mkdir(path.join(folder, 'build'), { recursive: true });
for (const [file, lines] of Object.entries(await tables())) {
  await writeFile(path.join(folder, 'build', file), ['// Written by build-tables.mjs.', ...lines, ''].join('\n'));
}
