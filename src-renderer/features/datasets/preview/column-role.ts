import type { ImportContent } from '../../../../src-main/contract/import-records.ts';

/** The role of a column; null for an unused one. */
export function columnRole(
  name: string,
  content: ImportContent | null,
): 'text' | 'label' | 'token' | 'tag' | 'feature' | 'target' | 'both' | null {
  if (content === null) return null;
  if (content.kind === 'numeric') {
    const isFeature = content.features.includes(name);
    if (content.targets.includes(name)) return isFeature ? 'both' : 'target';
    return isFeature ? 'feature' : null;
  }
  if (content.kind === 'tagged') {
    return name === content.tokenColumn ? 'token' : name === content.tagColumn ? 'tag' : null;
  }
  if (content.kind === 'series') {
    return content.predict.includes(name) ? 'target' : content.read.includes(name) ? 'feature' : null;
  }
  if (content.kind === 'labelled-series') {
    return name === content.label ? 'label' : content.read.includes(name) ? 'feature' : null;
  }
  if (name === content.textColumn) return 'text';
  return content.kind === 'labelled' && name === content.labelColumn ? 'label' : null;
}
