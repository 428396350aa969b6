import { migrations } from '../../../src-main/db/migrations/index.ts';

/** The migrations that a database of an older studio has been through, which knew none from this version on. */
export const migrationsBefore = (version: number) => migrations.filter((migration) => migration.version < version);
