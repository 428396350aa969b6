/**
 * `npm run icons`: draws the program's icon for every system, what stands beside the clock and for a dragged file, and the sheet behind a
 * project file's thumbnail, from the one SVG.
 */
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

const typeface = readFileSync(`${root}node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2`);
/** The sheet that a run's loss curves are drawn on: paper, axes and the sign. */
const sheet = `
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
    <rect x="4" y="4" width="504" height="504" rx="36" fill="#FFFFFF" stroke="#DEDAD2" stroke-width="8" />
    <path d="M44 164v304h436" fill="none" stroke="#DEDAD2" stroke-width="8" stroke-linecap="round" stroke-linejoin="round" />
    ${icon.replace('<svg ', '<svg x="40" y="40" width="88" height="88" ')}
  </svg>`;
/** What the number on the sheet is set of, one in a cell. */
const digits = `
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 720">
    <style>
      @font-face { font-family: Inter; font-weight: 100 900; src: url(data:font/woff2;base64,${typeface.toString('base64')}); }
      text { font: 600 92px Inter; font-variant-numeric: tabular-nums; text-anchor: middle; fill: #1B1F27; }
    </style>
    ${[...'0123456789.-'].map((digit, place) => `<text x="${60 * place + 30}" y="77">${digit}</text>`).join('')}
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

/** A square PNG, or the upper part of it, transparent around the drawing, which takes `share` of its width. */
async function draw(size: number, share = 1, svg = icon, height = size): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const side = size * share;
  const drawing = svg.replace(
    '<svg ',
    `<svg style="position:fixed;inset:0;margin:auto" width="${side}" height="${side}" `,
  );
  await page.setContent(`<body style="margin:0">${drawing}</body>`);
  await page.evaluate('document.fonts.ready');
  return page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height } });
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
mkdirSync(`${root}resources/thumbnail`, { recursive: true });
writeFileSync(`${root}resources/thumbnail/sheet.png`, await draw(512, 1, sheet));
writeFileSync(`${root}resources/thumbnail/digits.png`, await draw(720, 1, digits, 96));
await browser.close();
