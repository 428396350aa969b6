/** Hands a file to the person, in the browser's way. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the download may only begin after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A title as the name of a file on any system. */
export const fileNameOf = (title: string, extension: string): string =>
  `${title
    .replaceAll(/[\s\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 100)}.${extension}`;
