import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { reportLanguages, type ReportRequest } from '../../contract/report-records.ts';
import { defineCommand } from '../command.ts';
import { choice, nameList, readFromText, required, withDefault } from '../options.ts';
import { documentOption, overwriteOption } from '../shared-options.ts';
import { studioOptions, withExistingStudio } from '../studio/with-studio.ts';

const formats: Readonly<Record<string, ReportRequest['format']>> = {
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
  '.markdown': 'markdown',
};

export const report = defineCommand({
  description:
    'Writes a document about a run, or about several that are compared: question, results, curves, n-gram models, what the network ' +
    'writes, what the doctor has found, data, network and settings. One file of HTML, light and dark, for screen and paper, or of ' +
    'Markdown; it needs no script, no server and no other file.',
  positionals: null,
  options: {
    run: required({
      ...nameList('NAME|ID', 'the run, or several with commas between them or an option each; “last” is the newest'),
      isRepeatable: true,
    }),
    out: required(
      readFromText(
        'FILE.html|FILE.md',
        'the file to write, which must not be there yet',
        'a file that ends in .html or .md',
        (given) => (extname(given).toLowerCase() in formats ? given : null),
      ),
    ),
    language: withDefault(choice(reportLanguages, 'the language of the report'), 'en'),
    overwrite: overwriteOption,
    ...studioOptions,
    json: documentOption,
  },
  examples: [
    'kioku report --run last --out report.html',
    'kioku report --run first --run second --out compared.md --language ja',
  ],
  async run({ run: wanted, out, language, overwrite, json, ...where }) {
    const [{ findRun }, { requirePlace }, { loadReportWriter }] = await Promise.all([
      import('../find-run.ts'),
      import('../place-file.ts'),
      import('../report/load-report-writer.ts'),
    ]);
    await requirePlace(out, { overwrites: overwrite });
    const format = formats[extname(out).toLowerCase()] ?? 'html';
    return withExistingStudio(where, async ({ client }) => {
      const runs = [];
      for (const name of wanted) runs.push(await findRun(client, name, where));
      const runIds = [...new Set(runs.map(({ id }) => id))];
      const writeReport = await loadReportWriter();
      const text = await writeReport(client, { runIds, language, format, at: Date.now() });
      await writeFile(out, text, { flag: overwrite ? 'w' : 'wx' });
      const file = resolve(out);
      process.stdout.write(
        json ? `${JSON.stringify({ file, format, language, runIds })}\n` : `The report is ${file}\n`,
      );
      return 0;
    });
  },
});
