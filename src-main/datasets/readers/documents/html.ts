import { decodeFile } from '../text-source.ts';
import type { Extraction, ExtractionRecord } from '../extraction.ts';
import type { OutsideFile } from '../outside-file.ts';
import { HtmlText } from './html-text.ts';
import { TextFlow } from './text-flow.ts';

/** Takes the text out of a page of HTML, in pieces. */
export async function* extractHtml(
  file: OutsideFile,
  extraction: Extraction,
  record: ExtractionRecord,
): AsyncGenerator<string> {
  const flow = new TextFlow();
  const page = new HtmlText(flow, record, /\.xhtml$/i.test(file.path));
  for await (const markup of decodeMarkup(file, extraction, record)) {
    page.write(markup);
    yield flow.take();
  }
  page.end();
  yield flow.take();
}

/** The text of a file of markup, in its own encoding and without a byte order mark. */
export async function* decodeMarkup(
  file: OutsideFile,
  { encoding, malformed }: Extraction,
  record: ExtractionRecord,
): AsyncGenerator<string> {
  const decoding = {
    ...{ encoding, malformed, keep: [], onBytes: () => undefined, onLeftOut: () => undefined },
    onReplaced: (count: number) => record.replace(count),
  };
  let isBeginning = true;
  for await (const piece of decodeFile({ ...file, format: 'text' }, decoding)) {
    yield isBeginning ? piece.replace(/^\uFEFF/, '') : piece;
    isBeginning = false;
  }
}
