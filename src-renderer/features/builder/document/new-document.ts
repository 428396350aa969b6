import type { ModelDocument, ModelTemplateRecord } from '../../../../src-main/contract/model-records.ts';

/** The query of an address that begins a model with no layers. */
export const EMPTY_STACK = 'empty';

/** A model's id: 128 random bits. (crypto.randomUUID is missing where a studio is served over plain HTTP.) */
export function newModelId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A model to begin with: the template's, or no layers yet and the training of the smallest language model. */
export function newDocument(
  templates: readonly ModelTemplateRecord[],
  templateId: string,
  datasetId: string | null,
): ModelDocument {
  const smallest = templates.find(({ id }) => id === 'char-rnn-s');
  const template = templates.find(({ id }) => id === templateId) ?? smallest;
  if (template === undefined) throw new Error('The studio has no templates.');
  const { tokenizer, model, train, rival } = template;
  const begun = template.id === templateId;
  return { name: '', datasetId, tokenizer, model: begun ? model : { ...model, layers: [] }, train, rival };
}
