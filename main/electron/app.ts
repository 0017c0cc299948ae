// The app from its start to its end.
import { type BrowserWindow, app } from 'electron';
import { join } from 'node:path';
import { type AppArguments, readArguments } from './arguments.ts';
import { playDemo } from './demo.ts';
import { chooseSession } from './dialogs.ts';
import { Imports } from './imports.ts';
import { answerCalls } from './ipc.ts';
import { setMenu } from './menu.ts';
import { PageLine } from './page-line.ts';
import { type Settings, readSettings, spokenLanguage } from './preferences.ts';
import { registerScheme, secureApp } from './security.ts';
import { Sessions } from './sessions.ts';
import { textsIn } from './texts.ts';
import { focusWindow, openWindow } from './windows.ts';

/** Must be called before the app is ready. */
export function startApp(): void {
  if (!app.requestSingleInstanceLock()) {
    // The other instance is told, and opens what we were asked to.
    app.quit();
    return;
  }
  registerScheme();
  const given = readArguments(process.argv, process.cwd());
  // macOS names a double-clicked file by an event, before the app is ready.
  let clicked: string | undefined;
  app.on('open-file', (event, path) => {
    event.preventDefault();
    clicked = path;
  });
  void app.whenReady().then(() => {
    run({ ...given, session: clicked ?? given.session });
  });
}

function run(given: AppArguments): void {
  const out = join(app.getAppPath(), 'out');
  const settings = readSettings(app.getPath('userData'));
  const sessions = new Sessions({
    script: join(out, 'main', 'host.js'),
    folder: join(app.getPath('userData'), 'sessions'),
    remembered: settings.remembered,
  });
  // The host first: the cluster comes up while the window does.
  sessions.begin(given.session);
  secureApp(join(out, 'renderer'));
  const window = openWindow(join(out, 'preload', 'index.cjs'), settings);
  const page = new PageLine(window, () => {
    sessions.connectPage();
  });
  sessions.attach(page);
  const showMenu = () => {
    setMenuIn(window, settings, sessions, page);
  };
  showMenu();
  const imports = new Imports({
    script: join(out, 'main', 'transfer.js'),
    sessions,
    push: (push) => {
      page.push(push);
    },
  });
  answerCalls({ window, settings, sessions, imports, onPreferences: showMenu });
  openOnRequest(window, sessions);
  closeInOrder(sessions);
  if (given.demo !== undefined) void playDemo(given.demo, window, sessions);
}

function setMenuIn(window: BrowserWindow, settings: Settings, sessions: Sessions, page: PageLine): void {
  const texts = textsIn(spokenLanguage(settings.preferences.value.language, app.getLocale()));
  setMenu(texts, {
    command: (command) => {
      page.push({ type: 'menu', command });
    },
    openSessionFile: () => {
      void chooseSession(window, texts).then((path) => (path === undefined ? undefined : sessions.openAloud(path)));
    },
  });
}

/** A second start of the app, or a double click, opens its file here. */
function openOnRequest(window: BrowserWindow, sessions: Sessions): void {
  const open = (path: string | undefined) => {
    if (!window.isDestroyed()) focusWindow(window);
    if (path !== undefined) void sessions.openAloud(path);
  };
  app.on('second-instance', (_event, argv, folder) => {
    open(readArguments(argv, folder).session);
  });
  app.on('open-file', (_event, path) => {
    open(path);
  });
}

/** The app quits with its window, and not before the session's file is whole. */
function closeInOrder(sessions: Sessions): void {
  let closed = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void sessions.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
