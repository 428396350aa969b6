/** Opens the system's dialog. Nothing happens where it is given up. */
export function pickFiles(take: (files: FileList) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => input.files !== null && take(input.files), { once: true });
  input.click();
}
