import type { ColourToken } from '../charts/token-colour.ts';

/** The colours of `ui/theme.css` that a report needs, light and dark: a page that is read anywhere brings them along. */
export const reportColours = {
  ground: ['#faf9f6', '#0f1115'],
  panel: ['#ffffff', '#161a20'],
  line: ['#dedad2', '#2a313b'],
  text: ['#1b1f27', '#e6e9ee'],
  muted: ['#5b6573', '#9aa4b2'],
  accent: ['#3556d8', '#7c9cff'],
  warm: ['#c33e2a', '#ff6b57'],
  cool: ['#00707f', '#3fbfd0'],
  surprise: ['#5f6b00', '#b9cc4f'],
  'input-gate': ['#0d7b60', '#3ccfa6'],
  'forget-gate': ['#926400', '#e8b04a'],
  'output-gate': ['#1e6dc1', '#5ab0ff'],
  candidate: ['#b0357f', '#f08bc4'],
  cell: ['#7442c8', '#b68cff'],
  hidden: ['#3a4352', '#d5dae3'],
  'series-1': ['#16989c', '#1bb2f3'],
  'series-2': ['#642415', '#dfaf5e'],
  'series-3': ['#04a049', '#14eeac'],
  'series-4': ['#f80f88', '#cc5671'],
  'series-5': ['#118fd6', '#afdeed'],
  'series-6': ['#710c66', '#f4570c'],
  'series-7': ['#f70f29', '#80f839'],
  'series-8': ['#115b50', '#eb07b5'],
} as const satisfies Record<ColourToken, readonly [light: string, dark: string]>;

/** The colours as properties of a page, by its reader's choice of light and dark. */
export const colourTokens = (): string =>
  `:root{${Object.entries(reportColours)
    .map(([token, [light, dark]]) => `--${token}:light-dark(${light},${dark})`)
    .join(';')}}`;

export const reportCss = `
:root{color-scheme:light dark;font:14px/1.55 Inter,'Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP',system-ui,sans-serif;font-variant-numeric:tabular-nums;color:var(--text);background:var(--ground)}
:root:lang(ja){line-break:strict}
body{margin:0 auto;max-width:880px;padding:32px 24px}
h1{font-size:24px;line-height:1.3;margin:0 0 8px;overflow-wrap:anywhere}
h2{font-size:17px;margin:32px 0 8px;padding-bottom:4px;border-bottom:1px solid var(--line)}
h3{font-size:14px;margin:20px 0 4px;overflow-wrap:anywhere}
p{margin:8px 0;overflow-wrap:anywhere}
dl{margin:8px 0}
dl div{display:grid;grid-template-columns:min(200px,38%) 1fr;gap:16px;padding:3px 0;border-bottom:1px solid var(--line)}
dt,caption,figcaption,footer{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:12px 0}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding-bottom:4px}
th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-weight:600}
.numeric td,.numeric thead th:not(:first-child){text-align:right;padding:4px 0 4px 16px}
.numeric td{white-space:nowrap}
td,th{min-width:5em}
figure .wide{margin:0}
figure svg{min-width:600px}
pre{font:13px/1.5 'JetBrains Mono','Noto Sans Mono CJK JP','Noto Sans CJK JP',ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:12px;margin:8px 0}
figure{margin:12px 0;break-inside:avoid}
svg{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:6px}
figcaption{margin-top:4px;font-size:13px}
footer{margin-top:32px;padding-top:8px;border-top:1px solid var(--line);font-size:13px}
@media print{
:root{color-scheme:light;background:none}
body{padding:0;max-width:none}
h2,h3,caption{break-after:avoid}
tr,dl div{break-inside:avoid}
.wide{overflow:visible}
figure svg{min-width:0}
}
`;
