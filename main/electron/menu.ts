// The application menu. Its commands are carried out by the page, which knows what is selected.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { AppPush } from '../../preload/contract/calls.ts';
import type { Texts } from './texts.ts';

type Command = Extract<AppPush, { type: 'menu' }>['command'];

export interface MenuActions {
  readonly command: (command: Command) => void;
  readonly openSessionFile: () => void;
}

export function setMenu(texts: Texts, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(texts, actions)));
}

function template(texts: Texts, actions: MenuActions): MenuItemConstructorOptions[] {
  const command = (label: string, name: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator !== undefined && { accelerator }),
    click: () => {
      actions.command(name);
    },
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: texts.file,
      submenu: [
        command(texts.openManifest, 'open-manifest', 'CmdOrCtrl+O'),
        command(texts.pasteManifest, 'paste-manifest', 'CmdOrCtrl+Shift+V'),
        separator,
        command(texts.newSession, 'sessions', 'CmdOrCtrl+Shift+S'),
        { label: texts.openSession, accelerator: 'CmdOrCtrl+Shift+O', click: actions.openSessionFile },
        separator,
        command(texts.import, 'import', 'CmdOrCtrl+I'),
        command(texts.export, 'export', 'CmdOrCtrl+E'),
        command(texts.apiServer, 'api-server'),
        separator,
        { label: texts.quit, role: 'quit' },
      ],
    },
    { label: texts.edit, role: 'editMenu' },
    {
      label: texts.view,
      submenu: [
        command(texts.zoomIn, 'zoom-in', 'CmdOrCtrl+Plus'),
        command(texts.zoomOut, 'zoom-out', 'CmdOrCtrl+-'),
        command(texts.zoomReset, 'zoom-reset', 'CmdOrCtrl+0'),
        separator,
        { label: texts.fullScreen, role: 'togglefullscreen' },
        { label: texts.developerTools, role: 'toggleDevTools' },
      ],
    },
    { label: texts.window, role: 'windowMenu' },
  ];
}
