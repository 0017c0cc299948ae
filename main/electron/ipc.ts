// Answers `appCalls`. A call from anybody but our own page is refused, as is one that is not in the contract or does not
// bring what it says there.
import { type BrowserWindow, type IpcMainInvokeEvent, app, clipboard, ipcMain, nativeTheme } from 'electron';
import * as v from 'valibot';
import { type AppCallName, type CallAnswer, type CallPayload, appCalls } from '../../preload/contract/calls.ts';
import { CHANNELS } from '../../preload/contract/channels.ts';
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import { chooseSession, openManifests } from './dialogs.ts';
import { exportOpen } from './exports.ts';
import type { Imports } from './imports.ts';
import { type Settings, spokenLanguage } from './preferences.ts';
import { isOurs } from './security.ts';
import type { Sessions } from './sessions.ts';
import { textsIn } from './texts.ts';

type Handlers = {
  readonly [N in AppCallName]: (payload: CallPayload<N>) => Outcome<CallAnswer<N>> | Promise<Outcome<CallAnswer<N>>>;
};

export interface CallContext {
  readonly window: BrowserWindow;
  readonly settings: Settings;
  readonly sessions: Sessions;
  readonly imports: Imports;
  /** Preferences have changed. */
  readonly onPreferences: () => void;
}

export function answerCalls(context: CallContext): void {
  const handlers = handlersOf(context);
  ipcMain.handle(CHANNELS.call, async (event, name: unknown, payload: unknown) => {
    if (!isOurs(event)) return refusedSender(event);
    if (typeof name !== 'string' || !(name in appCalls)) return unknownCall(name);
    return answer(handlers, name as AppCallName, payload);
  });
}

async function answer(handlers: Handlers, name: AppCallName, payload: unknown): Promise<Outcome<unknown>> {
  const parsed = v.safeParse(appCalls[name].takes, payload);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return fail('call-invalid', `${name}: ${issue.message}`, { where: v.getDotPath(issue) ?? '' });
  }
  try {
    // The schema just parsed by is this call's own.
    const handle = handlers[name] as (payload: unknown) => ReturnType<Handlers[AppCallName]>;
    return await handle(parsed.output);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('internal', `${name} failed: ${detail}`, { params: { detail } });
  }
}

function handlersOf({ window, settings, sessions, imports, onPreferences }: CallContext): Handlers {
  const texts = () => textsIn(spokenLanguage(settings.preferences.value.language, app.getLocale()));
  return {
    'app:get-info': () =>
      succeed({
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: process.platform,
        systemLanguage: app.getLocale(),
        preferences: settings.preferences.value,
      }),
    'app:set-preferences': (chosen) => {
      settings.preferences.set(chosen);
      nativeTheme.themeSource = chosen.theme;
      onPreferences();
      return succeed(chosen);
    },
    'files:open-manifests': () => openManifests(window, texts()),
    'sessions:list': () => succeed(sessions.list()),
    'sessions:create': ({ name }) => sessions.create(name),
    'sessions:open': async ({ path }) => {
      const opened = await sessions.open(path);
      return opened.ok ? succeed(null) : opened;
    },
    'sessions:open-other': async () => {
      const path = await chooseSession(window, texts());
      if (path === undefined) return succeed({ opened: false });
      const opened = await sessions.open(path);
      return opened.ok ? succeed({ opened: true }) : opened;
    },
    'sessions:rename': ({ path, name }) => sessions.rename(path, name),
    'sessions:delete': ({ path }) => sessions.delete(path),
    'import:choose': async ({ what }) => succeed({ paths: await imports.choose(window, texts(), what) }),
    'import:preview': ({ paths, choices }) => imports.preview(paths, choices),
    'import:run': ({ paths, name, choices }) => imports.run(paths, name, choices),
    'export:run': (choices) => exportOpen(window, texts(), sessions, choices),
    'clipboard:write': async ({ text }) => {
      await clipboard.writeText(text);
      return succeed(null);
    },
  };
}

function refusedSender(event: IpcMainInvokeEvent): Outcome<never> {
  const where = event.senderFrame?.url ?? 'a frame that is gone';
  console.error(`refused a call from ${where}`);
  return fail('call-invalid', 'only the app’s own page may call it.', { where });
}

function unknownCall(name: unknown): Outcome<never> {
  return fail('call-invalid', `there is no call ${JSON.stringify(name)}.`);
}
