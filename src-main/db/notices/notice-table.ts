import type { Database } from 'better-sqlite3';
import type { NoticeCode, NoticeSeverity } from '../../contract/notice-records.ts';

export interface NoticeRow {
  id: string;
  code: NoticeCode;
  severity: NoticeSeverity;
  message: string;
  /** JSON. */
  details: string;
  created_at: number;
}

/** The notices that people see until they dismiss them. */
export function noticeTable(database: Database) {
  const put = database.prepare<NoticeRow & { stays: 0 | 1 }>(
    `INSERT INTO notices (id, code, severity, message, details, created_at)
     VALUES (@id, @code, @severity, @message, @details, @created_at)
     ON CONFLICT (id) DO UPDATE SET severity = @severity, message = @message, details = @details, created_at = @created_at,
       dismissed_at = CASE @stays WHEN 1 THEN dismissed_at END`,
  );
  const list = database.prepare<[], NoticeRow>(
    'SELECT * FROM notices WHERE dismissed_at IS NULL ORDER BY created_at, id',
  );
  const dismiss = database.prepare<[number, string]>('UPDATE notices SET dismissed_at = ? WHERE id = ?');

  return {
    /** `staysDismissed`: one that was dismissed under the same id is not shown again. */
    put: (notice: NoticeRow, staysDismissed: boolean): void =>
      void put.run({ ...notice, stays: staysDismissed ? 1 : 0 }),
    /** Those that nobody has dismissed, the oldest first. */
    list: (): NoticeRow[] => list.all(),
    dismiss: (id: string, at: number): void => void dismiss.run(at, id),
  };
}
