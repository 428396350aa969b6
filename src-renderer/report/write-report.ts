import type { ReportRequest, WriteReport } from '../../src-main/contract/report-records.ts';
import { createLocale, type Locale } from '../locales/create-locale.ts';
import { createTexts } from '../locales/create-texts.ts';
import type { ReportDocument } from './block.ts';
import { comparisonSections } from './comparison-sections.ts';
import { gatherRun, type ReportedRun } from './gather-report.ts';
import { runSections } from './run-sections.ts';
import { writeHtml } from './write-html.ts';
import { writeMarkdown } from './write-markdown.ts';

/** Writes a report in the language that is asked for, whatever that of the window is. Needs no document: command lines call it too. */
export const writeReport: WriteReport = async (client, request) => {
  const { runIds, language, format } = request;
  const locale = createLocale(createTexts(language, () => language).global, () => language);
  const [{ version }, runs] = await Promise.all([client.system.info(), gatherAll(client, runIds)]);
  const report = documentOf(runs, request, version, locale);
  return format === 'html' ? writeHtml(report) : writeMarkdown(report);
};

/** One after the other: a machine has one engine for looks into networks. */
async function gatherAll(client: Parameters<WriteReport>[0], runIds: readonly string[]): Promise<ReportedRun[]> {
  const runs: ReportedRun[] = [];
  for (const runId of runIds) runs.push(await gatherRun(client, runId));
  return runs;
}

function documentOf(
  runs: readonly ReportedRun[],
  { language, at }: ReportRequest,
  version: string,
  locale: Locale,
): ReportDocument {
  const { t, dateTime } = locale;
  const [first] = runs;
  return {
    language,
    title: runs.length === 1 ? first.run.name : t('report.compared', { n: runs.length }),
    blocks: runs.length === 1 ? runSections(first, locale) : comparisonSections(runs, locale),
    footer: t('report.footer', { version, date: dateTime(at) }),
  };
}
