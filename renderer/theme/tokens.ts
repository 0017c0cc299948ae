// The one place of colours, faces, sizes and durations. The canvas reads these; `apply-theme.ts` gives the same values
// to CSS as variables (`ready` becomes `--ready`).
export type ThemeName = 'light' | 'dark';

const dark = {
  background: '#0d1220',
  panel: '#121a2c',
  raised: '#18223a',
  board: '#141d31',
  tile: '#1a2440',
  line: '#24304c',
  lineStrong: '#3a4a70',
  ink: '#e6ecf8',
  dim: '#93a1bf',
  /** Marks that are not text; for text it is too faint. */
  faint: '#66759a',
  ready: '#37c99a',
  starting: '#f2b441',
  ending: '#9d8bf5',
  failed: '#f2616d',
  waiting: '#93a1bf',
  accent: '#6ea8ff',
  accentInk: '#0b1426',
  accentSoft: '#1b2d50',
  failedSoft: '#3a1c2a',
  endingSoft: '#2a2650',
  readySoft: '#14352f',
  startingSoft: '#3a2f18',
  shadow: 'rgba(0, 0, 0, 0.45)',
} as const;

export type Palette = { readonly [K in keyof typeof dark]: string };

const light: Palette = {
  background: '#eef2f8',
  panel: '#ffffff',
  raised: '#f3f6fb',
  board: '#fbfcfe',
  tile: '#ffffff',
  line: '#d6deec',
  lineStrong: '#b3c1d8',
  ink: '#16213a',
  dim: '#56658a',
  faint: '#7283a5',
  ready: '#0a7a58',
  starting: '#965e00',
  ending: '#6a4fe0',
  failed: '#c92a38',
  waiting: '#56658a',
  accent: '#1b64d8',
  accentInk: '#ffffff',
  accentSoft: '#e4eefd',
  failedSoft: '#fde8ea',
  endingSoft: '#eeeafd',
  readySoft: '#e4f6ee',
  startingSoft: '#fdf3de',
  shadow: 'rgba(30, 50, 90, 0.16)',
};

export const palettes: Readonly<Record<ThemeName, Palette>> = { light, dark };

/** Stripes of image versions, in the order in which versions were first seen. */
export const versionColours: Readonly<Record<ThemeName, readonly string[]>> = {
  dark: ['#4ba3ff', '#ff9f5a', '#c58bff', '#5fd6d0', '#ff8fc0', '#c9d15a'],
  light: ['#1a6fd6', '#d9711c', '#8a3fd1', '#12898a', '#c43a80', '#7a8410'],
};

const han = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei'";
export const faces = {
  text: `'Inter Variable', ${han}, system-ui, sans-serif`,
  mono: `'JetBrains Mono Variable', ${han}, ui-monospace, monospace`,
} as const;

/** Milliseconds of wall time. */
export const durationsMs = {
  /** A packet from its client to where it ends. */
  packet: 700,
  /** How long a cross and its reason stay where a request failed. */
  failureMark: 2600,
  /** A tile that appears, goes or changes. */
  tile: 260,
  camera: 320,
} as const;
