import type { ImportContent } from '../../../../src-main/contract/datasets/import-content.ts';

/** Tells whether a content has all columns that it needs. Texts that are no table have none. */
export function isComplete(content: ImportContent | null, isTable: boolean): boolean {
  switch (content?.kind) {
    case 'text':
      return (content.textColumn !== null) === isTable;
    case 'labelled':
      return (content.textColumn !== null) === isTable && (content.labelColumn !== null) === isTable;
    case 'series':
      return content.predict.length > 0;
    case 'labelled-series':
      return content.read.length > 0 && content.label !== '';
    case 'tagged':
      return content.tokenColumn !== '' && content.tagColumn !== '';
    case 'numeric':
      return content.features.length > 0 && content.targets.length > 0;
    default:
      return true;
  }
}
