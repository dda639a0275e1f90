/** Colours of a picture. It has a background of its own, so that its text can be read on a page of any colour. */
type Palette = Readonly<{
  background: string;
  text: string;
  muted: string;
  rule: string;
  line: string;
  rise: string;
  fall: string;
  /** For parts that are neither a gain nor a loss, because other customers are counted: left and entered. */
  mix: string;
}>;

/** The places of the two panels, in pixels. */
type Layout = Readonly<{
  width: number;
  height: number;
  trend: readonly [number, number];
  bridge: readonly [number, number];
}>;

export type Look = Readonly<{ palette: Palette; layout: Layout }>;

/** The size of one panel. */
export const PANEL = { width: 440, height: 350 } as const;

const LIGHT: Palette = {
  background: '#ffffff',
  text: '#1f2328',
  muted: '#59636e',
  rule: '#d1d9e0',
  line: '#0969da',
  rise: '#1a7f37',
  fall: '#cf222e',
  mix: '#818b98',
};

const DARK: Palette = {
  background: '#0d1117',
  text: '#f0f6fc',
  muted: '#9198a1',
  rule: '#3d444d',
  line: '#4493f8',
  rise: '#3fb950',
  fall: '#f85149',
  mix: '#7d8590',
};

const SIDE_BY_SIDE: Layout = {
  width: 2 * PANEL.width,
  height: PANEL.height,
  trend: [0, 0],
  bridge: [PANEL.width, 0],
};

/** For the screen of a phone. */
const STACKED: Layout = {
  width: PANEL.width,
  height: 2 * PANEL.height,
  trend: [0, 0],
  bridge: [0, PANEL.height],
};

/** One file each: `docs/images/trend-<name>.svg`. */
export const LOOKS: Readonly<Record<string, Look>> = {
  light: { palette: LIGHT, layout: SIDE_BY_SIDE },
  dark: { palette: DARK, layout: SIDE_BY_SIDE },
  'narrow-light': { palette: LIGHT, layout: STACKED },
  'narrow-dark': { palette: DARK, layout: STACKED },
};
