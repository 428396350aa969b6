import type { Extraction, ExtractionRecord } from '../extraction.ts';
import type { OutsideFile } from '../outside-file.ts';
import { ArchiveRefused } from '../archive.ts';
import { decodeMarkup } from './html.ts';

const timeLine = /^\s*(\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}/;
/** Italics, colours, voices and times in WebVTT and SubRip, and places of SubStation in braces. */
const styling = /<\/?(?:[ibuscv]|font|lang|ruby|rt|\d)\b[^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}/gi;
const longestLine = 2 ** 20;

/**
 * Takes what is spoken out of subtitles, SubRip (.srt) or WebVTT (.vtt): the lines between one line of times and the next blank one. Numbers,
 * names of cues, notes and styles are left out.
 */
export async function* extractSubtitles(
  file: OutsideFile,
  extraction: Extraction,
  record: ExtractionRecord,
): AsyncGenerator<string> {
  const cues = new CueReader(record);
  let rest = '';
  for await (const piece of decodeMarkup(file, extraction, record)) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw noSubtitles(file.path);
    yield lines.map((line) => cues.read(line)).join('');
  }
  yield cues.read(rest) + cues.end();
  if (cues.count === 0) throw noSubtitles(file.path);
}

class CueReader {
  readonly #record: ExtractionRecord;
  /** The block of lines that is being read: one of speech begins with its times. */
  #block: 'none' | 'speech' | 'note' = 'none';
  /** A line outside of blocks: the number or name of a cue, where its times come next, or else speech after a blank line. */
  #held = '';
  count = 0;

  constructor(record: ExtractionRecord) {
    this.#record = record;
  }

  /** Returns what the line, or one before it, adds to the text. */
  read(line: string): string {
    if (line.trim() === '') return this.end();
    if (timeLine.test(line)) {
      this.#block = 'speech';
      this.#held = '';
      this.count++;
      this.#record.leaveOut('time-codes');
      return '';
    }
    if (this.#block === 'speech') return this.#spoken(line);
    if (this.#block === 'note') return '';
    if (/^(NOTE|STYLE|REGION)\b/.test(line)) {
      this.#block = 'note';
      this.#record.leaveOut('notes');
      return '';
    }
    const before = this.#release();
    this.#held = line;
    return before;
  }

  /** Ends a block. */
  end(): string {
    this.#block = 'none';
    return this.#release();
  }

  #release(): string {
    const held = this.#held;
    this.#held = '';
    // Nobody speaks before the first cue.
    return this.count === 0 ? '' : this.#spoken(held);
  }

  #spoken(line: string): string {
    const marks = line.match(styling)?.length ?? 0;
    this.#record.leaveOut('styling', marks);
    const text = decodeEntities(line.replaceAll(styling, '')).trim();
    return text === '' ? '' : `${text}\n`;
  }
}

/** The entities that WebVTT has; SubRip files have none of them for anything else. */
function decodeEntities(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    ...{ amp: '&', lt: '<', gt: '>', nbsp: '\u00A0', lrm: '\u200E', rlm: '\u200F' },
  };
  return text.replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (entity, name: string) => entities[name] ?? entity);
}

function noSubtitles(name: string): ArchiveRefused {
  const why =
    'has no subtitles in it, whose times are on lines such as 00:00:01,000 --> 00:00:02,500. Import it as plain text, or choose another file.';
  return new ArchiveRefused(name, why, { reason: 'no-subtitles' });
}
