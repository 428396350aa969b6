/** `npm run icons`: draws the program's icon for every system, and what stands beside the clock and for a dragged file, from the one SVG. */
import { chromium } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from '../config/find-browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}resources/icons`;
const icon = readFileSync(`${root}src-renderer/ui/icon.svg`, 'utf8');
const sign = icon.replace(/<rect class="ground".*/, '');
/** Black on nothing, which a Mac colours itself, and close to the edges. */
const template = sign.replaceAll(/#[0-9A-F]{6}/g, '#000000').replace('0 0 32 32', '4 4 24 24');
const paper = `
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <path d="M7 2.5h12l6.5 6.5v20.5h-18.5z" fill="#FFFFFF" stroke="#8A93A3" stroke-width="1.5" stroke-linejoin="round" />
    <path d="M19 2.5v6.5h6.5" fill="none" stroke="#8A93A3" stroke-width="1.5" stroke-linejoin="round" />
    ${icon.replace('<svg ', '<svg x="10" y="13" width="12" height="12" ')}
  </svg>`;

/** Apple’s icons leave a margin, so that all of them look equally large. */
const MAC_SHARE = 824 / 1024;
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
/** Apple’s names of the sizes; those that stand twice are for dense displays. */
const macTypes: [string, number][] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();

/** A square PNG, transparent around the drawing, which takes `share` of its width. */
async function draw(size: number, share = 1, svg = icon): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const side = size * share;
  const drawing = svg.replace(
    '<svg ',
    `<svg style="position:fixed;inset:0;margin:auto" width="${side}" height="${side}" `,
  );
  await page.setContent(`<body style="margin:0">${drawing}</body>`);
  return page.screenshot({ omitBackground: true });
}

/** Windows’ container: a directory, then PNGs. */
function icoOf(images: { size: number; png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of images.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 0 stands for 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** Apple’s container: PNGs, each behind its type and its length. */
function icnsOf(images: { type: string; png: Buffer }[]): Buffer {
  const block = (type: string, content: Buffer) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    head.writeUInt32BE(head.length + content.length, 4);
    return Buffer.concat([head, content]);
  };
  return block('icns', Buffer.concat(images.map(({ type, png }) => block(type, png))));
}

mkdirSync(`${folder}/png`, { recursive: true });
for (const size of linuxSizes) writeFileSync(`${folder}/png/${size}x${size}.png`, await draw(size));
const windows: { size: number; png: Buffer }[] = [];
for (const size of windowsSizes) windows.push({ size, png: await draw(size) });
writeFileSync(`${folder}/icon.ico`, icoOf(windows));
const mac: { type: string; png: Buffer }[] = [];
for (const [type, size] of macTypes) mac.push({ type, png: await draw(size, MAC_SHARE) });
writeFileSync(`${folder}/icon.icns`, icnsOf(mac));
for (const [name, size, svg] of [
  ['tray', 16, icon],
  ['trayTemplate', 16, template],
  ['file', 48, paper],
] as const) {
  writeFileSync(`${root}resources/desktop/${name}.png`, await draw(size, 1, svg));
  writeFileSync(`${root}resources/desktop/${name}@2x.png`, await draw(2 * size, 1, svg));
}
await browser.close();
