// The one window of the app.
import { BrowserWindow, nativeTheme } from 'electron';
import { START_PAGE } from './security.ts';
import type { Settings } from './preferences.ts';
import { rememberBounds, startBounds } from './window-bounds.ts';

const MIN_WIDTH = 960;
const MIN_HEIGHT = 600;
/** The page's own background, so that nothing flashes before it has drawn. */
const BACKGROUND = { dark: '#0d1220', light: '#eef2f8' };

/** Opens the window; it shows itself as soon as there is something to see. */
export function openWindow(preload: string, settings: Settings): BrowserWindow {
  nativeTheme.themeSource = settings.preferences.value.theme;
  const window = new BrowserWindow({
    ...startBounds(settings.remembered.value),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Kubarium',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (settings.remembered.value.maximized) window.maximize();
    window.show();
  });
  rememberBounds(window, settings.remembered);
  void window.loadURL(START_PAGE);
  return window;
}

/** Brings the window to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
