// The app on somebody's desktop: started, closed, killed and started again, always over the same user-data folder.
// Whatever its pages complain about (console errors, uncaught exceptions, violations of the content security policy) is
// kept in `complaints`, whatever its processes print in `output`.
import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Kubarium } from '../pages/kubarium.ts';
import type { ElectronRuntime } from '../../scripts/electron-runtime.mjs';
import { idle } from './idle.ts';

const root = resolve(import.meta.dirname, '../..');
const closeMs = 15_000;

export interface DesktopOptions {
  readonly userData: string;
  readonly appArguments?: readonly string[];
}

export class Desktop {
  readonly userData: string;
  readonly complaints: string[] = [];
  readonly output: string[] = [];
  readonly #appArguments: readonly string[];
  #app: ElectronApplication | undefined;

  constructor({ userData, appArguments = [] }: DesktopOptions) {
    this.userData = userData;
    this.#appArguments = appArguments;
  }

  /** The running app. */
  get app(): ElectronApplication {
    if (!this.#app) throw new Error('the app is not running');
    return this.#app;
  }

  /** Where the app keeps its sessions. */
  get sessionsFolder(): string {
    return join(this.userData, 'sessions');
  }

  async launch(): Promise<ElectronApplication> {
    if (this.#app) throw new Error('the app is running already');
    const app = await launchApp(this.userData, this.#appArguments);
    this.#app = app;
    for (const stream of [app.process().stdout, app.process().stderr]) {
      stream?.on('data', (chunk: Buffer) => this.output.push(chunk.toString()));
    }
    app.context().on('weberror', (error) => this.complaints.push(error.error().message));
    app.context().on('console', (message) => {
      // Chromium reports violations of the content security policy as console errors too.
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    return app;
  }

  /** The window, once it shows the cluster. */
  async page(): Promise<Page> {
    const page = await this.app.firstWindow();
    await idle(page);
    for (const early of await earlyComplaints(page)) if (!this.complaints.includes(early)) this.complaints.push(early);
    return page;
  }

  async start(): Promise<Kubarium> {
    await this.launch();
    return new Kubarium(await this.page());
  }

  /** As a person would: by closing the window. Killed, and a failure, if it has not gone after a while. */
  async close(): Promise<void> {
    const app = this.#app;
    if (!app) return;
    this.#app = undefined;
    const closed = app.close().then(() => true);
    if (await Promise.race([closed, wait(closeMs, false, { ref: false })])) return;
    app.process().kill('SIGKILL');
    throw new Error(`the app did not close within ${closeMs / 1000} s`);
  }

  /** `kill -9` of all its processes at once, as when the machine loses its power. */
  async kill(): Promise<void> {
    const app = this.app;
    const pids = await app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid }) => pid));
    const gone = new Promise((resolve_) => app.process().once('exit', resolve_));
    this.#app = undefined;
    for (const pid of new Set([app.process().pid, ...pids])) if (pid !== undefined) killNow(pid);
    await gone;
  }

  /** `kill -9` of the engine host alone; answers its process id. */
  async killHost(): Promise<number> {
    const pid = await this.hostPid();
    if (pid === undefined) throw new Error('there is no engine host');
    killNow(pid);
    return pid;
  }

  /** The process id of the engine host, while there is one. */
  async hostPid(): Promise<number | undefined> {
    return this.app.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Kubarium engine host')?.pid);
  }

  /** From now on the system's dialog for choosing files answers these. It is the one part that is not ours. */
  async chooseFiles(paths: readonly string[]): Promise<void> {
    await this.app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths: [...filePaths] });
    }, paths);
  }

  /** From now on the system's dialog for saving answers this path. */
  async saveTo(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
  }

  /** The size of the whole window, frame and menu included, in CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.app.evaluate(
      ({ BrowserWindow }, size) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setSize(size.width, size.height);
      },
      { width, height },
    );
  }
}

function launchApp(userData: string, appArguments: readonly string[]): Promise<ElectronApplication> {
  const { path } = JSON.parse(process.env['KUBARIUM_E2E_RUNTIME'] ?? '{}') as ElectronRuntime;
  const asRoot = process.getuid?.() === 0;
  return electron.launch({
    executablePath: path,
    chromiumSandbox: !asRoot,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      // Colours, fonts and sizes as on every other machine, so that pictures can be compared.
      '--force-color-profile=srgb',
      '--force-device-scale-factor=1',
      '--lang=en-US',
      `--user-data-dir=${userData}`,
      root,
      ...appArguments,
    ],
    cwd: root,
    env: { ...environment(), LANG: 'en_US.UTF-8', TZ: 'UTC' },
  });
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // Gone by itself between being listed and being killed: as good as killed.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** What was said before anybody listened. */
async function earlyComplaints(page: Page): Promise<readonly string[]> {
  const errors = (await page.consoleMessages()).filter((message) => message.type() === 'error');
  return [...errors.map((message) => message.text()), ...(await page.pageErrors()).map((error) => error.message)];
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('ELECTRON_'));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
