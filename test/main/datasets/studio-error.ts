import { ORPCError } from '@orpc/client';

/** What a refused call says: its code and its sentence. Throws where it was not refused, or not as a STUDIO error. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ORPCError) || error.code !== 'STUDIO') throw new Error(`Not a STUDIO error: ${String(error)}`);
  return { code: (error.data as { code: string }).code, message: error.message };
}
