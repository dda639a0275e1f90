import { signal } from '@preact/signals';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const NAMES: Readonly<Record<Theme, string>> = { system: 'Auto', light: 'Light', dark: 'Dark' };
const KEY = 'acv-theme';

const kept = (): Theme => {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    // A browser that keeps nothing shows the system's scheme.
    return 'system';
  }
};

const theme = signal<Theme>(kept());

const apply = (chosen: Theme): void => {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
};

const choose = (chosen: Theme): void => {
  theme.value = chosen;
  apply(chosen);
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // The choice then holds until the page is closed.
  }
};

apply(theme.value);

/** Light, dark, or by the system's setting. */
export const ThemeSwitch = () => (
  <label class="control">
    <span>Colours</span>
    <select
      value={theme.value}
      onChange={({ currentTarget }) => choose(THEMES.find((one) => one === currentTarget.value) ?? 'system')}
    >
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {NAMES[one]}
        </option>
      ))}
    </select>
  </label>
);
