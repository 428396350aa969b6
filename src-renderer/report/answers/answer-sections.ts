import type { Locale } from '../../locales/use-locale.ts';
import { heading, type Block } from '../block.ts';
import { classBlocks } from './class-blocks.ts';
import { forecastBlocks } from './forecast-blocks.ts';
import type { Answers } from './gather-answers.ts';
import { tagBlocks } from './tag-blocks.ts';

/** The answers of a network, with the right ones beside them. */
export function answerSection(answers: Answers | null, locale: Locale): Block[] {
  if (answers === null) return [];
  const title = heading(locale.t(answers.kind === 'forecasts' ? 'report.forecasts' : 'report.answers'));
  switch (answers.kind) {
    case 'classes':
      return [title, ...classBlocks(answers.confusion, locale)];
    case 'tags':
      return [title, ...tagBlocks(answers.mistakes, locale)];
    case 'forecasts':
      return [title, ...forecastBlocks(answers, locale)];
  }
}
