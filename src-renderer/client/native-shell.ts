/** What a window of the desktop application can do and a browser cannot. */
export interface NativeShell {
  /** Shows the file of an export in the system's file manager. */
  revealExport(exportId: string): Promise<void>;
  /** Lets the file of an export be dragged to other windows. To be called while a drag begins. */
  dragExport(exportId: string): void;
}

declare global {
  /** Put there by the application before the page is loaded. */
  var kiokuNative: NativeShell | undefined;
}

/** null: the studio is open in a browser. */
export const nativeShell = (): NativeShell | null => globalThis.kiokuNative ?? null;
