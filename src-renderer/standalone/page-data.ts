import type { PageData } from './network/page-network.ts';

/** The data that an export has put at the end of the document. */
export function readPageData(document: Document): PageData {
  const textOf = (id: string) => document.getElementById(id)?.textContent ?? '';
  return { description: textOf('network'), kernels: textOf('kernels'), weights: takeTexts(document, 'weights') };
}

/** The texts of one kind, which leave the document as they are read: twice in memory, large weights would be too much. */
function* takeTexts(document: Document, kind: string): Generator<string, void> {
  for (const element of document.querySelectorAll(`script[data-kind="${kind}"]`)) {
    const text = element.textContent;
    element.remove();
    yield text;
  }
}
