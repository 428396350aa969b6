import type { ModelTemplateRecord } from '../../src-main/contract/model-records.ts';
import { useLocale } from './use-locale.ts';

/** Names and purposes of templates in the present language, where it has words for them. */
export function useTemplateText(): {
  nameOf(template: ModelTemplateRecord): string;
  textOf(template: ModelTemplateRecord): string;
} {
  const { t, has } = useLocale();
  const said = (key: string, otherwise: string) => (has(key) ? t(key) : otherwise);
  return {
    nameOf: ({ id, name }) => said(`templates.${id}.name`, name),
    textOf: ({ id, description }) => said(`templates.${id}.text`, description),
  };
}
