import type { DeliveryState } from '../../contract/notifications/notification-records.ts';
import type { Writer } from '../handles/handles.ts';

/** A message to one channel. `message` and `failure` are JSON; times are milliseconds since 1970. */
export interface DeliveryRow {
  id: string;
  channel_id: string;
  run_key: number;
  subject: string;
  message: string;
  state: DeliveryState;
  attempts: number;
  at: number;
  next_at: number | null;
  failure: string | null;
}

/** The messages that leave the studio, with what came of them. */
export function deliveryTable(database: Writer) {
  const insert = database.prepare<Omit<DeliveryRow, 'state' | 'attempts' | 'failure'>>(
    `INSERT OR IGNORE INTO deliveries (id, channel_id, run_key, subject, message, state, at, next_at)
     VALUES (@id, @channel_id, @run_key, @subject, @message, 'waiting', @at, @next_at)`,
  );
  const update = database.prepare<Pick<DeliveryRow, 'id' | 'state' | 'attempts' | 'at' | 'next_at' | 'failure'>>(
    'UPDATE deliveries SET state = @state, attempts = @attempts, at = @at, next_at = @next_at, failure = @failure WHERE id = @id',
  );
  const selectWaiting = database.prepare<[], DeliveryRow>(
    'SELECT * FROM deliveries WHERE next_at IS NOT NULL ORDER BY next_at, at',
  );
  const selectLast = database.prepare<[string], DeliveryRow>(
    'SELECT * FROM deliveries WHERE channel_id = ? AND (attempts > 0 OR next_at IS NOT NULL) ORDER BY at DESC LIMIT 1',
  );
  const removeChannel = database.prepare<[string]>('DELETE FROM deliveries WHERE channel_id = ?');

  return {
    /** Adds a message, unless the channel was told the same of the run before. */
    add: (row: Omit<DeliveryRow, 'state' | 'attempts' | 'failure'>): void => void insert.run(row),
    update: (row: Pick<DeliveryRow, 'id' | 'state' | 'attempts' | 'at' | 'next_at' | 'failure'>): void =>
      void update.run(row),
    /** Those that are still to be attempted, the next first. */
    waiting: (): DeliveryRow[] => selectWaiting.all(),
    lastOf: (channelId: string): DeliveryRow | undefined => selectLast.get(channelId),
    removeChannel: (channelId: string): void => void removeChannel.run(channelId),
  };
}
