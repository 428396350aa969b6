import type { DataMeasurements } from '../../src-engine/spec/data-measurements.ts';
import type { Writer } from './handles/handles.ts';

/** The measurements of data, by the key of its analysis and a text that describes its split. */
export function dataMeasurementTable(database: Writer) {
  const insert = database.prepare<[number, string, string]>(
    'INSERT OR REPLACE INTO data_measurements (analysis_key, split, content) VALUES (?, ?, ?)',
  );
  const select = database
    .prepare<[number, string], string>('SELECT content FROM data_measurements WHERE analysis_key = ? AND split = ?')
    .pluck();
  return {
    insert: (analysisKey: number, split: string, measurements: DataMeasurements): void =>
      void insert.run(analysisKey, split, JSON.stringify(measurements)),
    get(analysisKey: number, split: string): DataMeasurements | null {
      const content = select.get(analysisKey, split);
      return content === undefined ? null : (JSON.parse(content) as DataMeasurements);
    },
  };
}
