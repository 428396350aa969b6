import { errors as all } from '../../locales/en/errors.ts';
import { page } from '../../locales/en/page.ts';
import { playground } from '../../locales/en/playground.ts';
import { settings } from '../../locales/en/runs.ts';
import { actions, fields, preferences } from '../../locales/en/shell.ts';
import { terms } from '../../locales/en/terms.ts';

/** The page's texts; they replace all of the studio's texts when a page is built. */
export const en = {
  actions,
  errors: { unexpected: all.unexpected },
  fields,
  page,
  playground,
  preferences,
  settings,
  terms,
};
