import type { StudioClient } from '../contract/contract.ts';
import type { ForecastRequest, ForecastResponse } from '../contract/http-api/forecast-resources.ts';

interface ForecastCall {
  client: StudioClient;
  runId: string;
  signal: AbortSignal;
}

type Cell = number | string | null;

/** Goes on with the run's own rows, or with new ones of the same table. */
export async function forecast(request: ForecastRequest, call: ForecastCall): Promise<ForecastResponse> {
  const { rows } = request;
  if (rows === undefined || rows === null) return forecastWith(request, call, null);
  const { client } = call;
  const { importId } = await client.imports.begin({ name: 'rows.csv', files: [fileOf(rows)] });
  try {
    await client.imports.append({ importId, file: 0, content: new Blob([csvOf(rows)]) });
    return await forecastWith(request, call, importId);
  } finally {
    await client.imports.discard({ importId });
  }
}

async function forecastWith(
  request: ForecastRequest,
  { client, runId, signal }: ForecastCall,
  importId: string | null,
): Promise<ForecastResponse> {
  const { forecasts, band } = await client.forecasts.forecast(
    {
      runId,
      checkpointId: request.checkpoint ?? null,
      importId,
      series: request.series ?? null,
      horizon: request.horizon ?? null,
      knownAhead: request.known_ahead ?? [],
    },
    { signal },
  );
  const data = forecasts.map(({ series, column, points }) => ({
    object: 'forecast' as const,
    series,
    column,
    points,
  }));
  return { object: 'list', model: request.model, band, data };
}

const fileOf = (rows: readonly Record<string, Cell>[]) => ({
  path: 'rows.csv',
  bytes: Buffer.byteLength(csvOf(rows)),
});

/** A table with a column for each name that occurs. */
function csvOf(rows: readonly Record<string, Cell>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? null)).join(','));
  return [columns.map(quoted).join(','), ...lines, ''].join('\n');
}

function quoted(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : `"${cell.replaceAll('"', '""')}"`;
}
