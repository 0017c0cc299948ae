// The way to the page: what is pushed to it, and the port to the engine host that it asks for. Until the page says that
// it listens, pushes wait.
import { type BrowserWindow, type MessagePortMain, ipcMain } from 'electron';
import type { AppPush } from '../../preload/contract/calls.ts';
import { CHANNELS } from '../../preload/contract/channels.ts';
import { isOurs } from './security.ts';

const WAITING_MAX = 50;

export class PageLine {
  readonly #window: BrowserWindow;
  #listening = false;
  #waiting: AppPush[] = [];

  /** `onConnect` is called each time the page asks for its port. */
  constructor(window: BrowserWindow, onConnect: () => void) {
    this.#window = window;
    window.webContents.on('did-start-loading', () => {
      this.#listening = false;
    });
    ipcMain.on(CHANNELS.connectHost, (event) => {
      if (!isOurs(event) || event.sender !== window.webContents) return;
      this.#listening = true;
      for (const push of this.#waiting.splice(0)) this.push(push);
      onConnect();
    });
  }

  /** Whether the page is there and has asked for its port. */
  get listening(): boolean {
    return this.#listening && !this.#window.isDestroyed();
  }

  push(push: AppPush): void {
    if (this.listening) this.#window.webContents.send(CHANNELS.push, push);
    else if (this.#waiting.length < WAITING_MAX) this.#waiting.push(push);
  }

  sendPort(port: MessagePortMain): void {
    this.#window.webContents.postMessage(CHANNELS.hostPort, null, [port]);
  }
}
