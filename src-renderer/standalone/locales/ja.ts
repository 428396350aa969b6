import { errors as all } from '../../locales/ja/errors.ts';
import { page } from '../../locales/ja/page.ts';
import { playground } from '../../locales/ja/playground.ts';
import { settings } from '../../locales/ja/runs.ts';
import { actions, fields, preferences } from '../../locales/ja/shell.ts';
import { terms } from '../../locales/ja/terms.ts';

/** The page's texts; they replace all of the studio's texts when a page is built. */
export const ja = {
  actions,
  errors: { unexpected: all.unexpected },
  fields,
  page,
  playground,
  preferences,
  settings,
  terms,
};
