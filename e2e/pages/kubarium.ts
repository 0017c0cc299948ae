// The window as a person sees it: one object a part.
import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';
import { ExportDialog } from './export-dialog.ts';
import { ImportDialog } from './import-dialog.ts';
import { Inspector } from './inspector.ts';
import { LinkDialog } from './link-dialog.ts';
import { LoadDialog } from './load-dialog.ts';
import { ManifestDialog } from './manifest-dialog.ts';
import { Notices } from './notices.ts';
import { Outline } from './outline.ts';
import { Palette } from './palette.ts';
import { Question } from './question.ts';
import { ScenariosDialog } from './scenarios-dialog.ts';
import { ServerDialog } from './server-dialog.ts';
import { SessionsDialog } from './sessions-dialog.ts';
import { Stage } from './stage.ts';
import { Terminals } from './terminals.ts';
import { Timeline } from './timeline.ts';

export class Kubarium {
  readonly page: Page;
  readonly outline: Outline;
  readonly stage: Stage;
  readonly inspector: Inspector;
  readonly terminals: Terminals;
  readonly timeline: Timeline;
  readonly manifests: ManifestDialog;
  readonly sessions: SessionsDialog;
  readonly link: LinkDialog;
  readonly load: LoadDialog;
  readonly scenarios: ScenariosDialog;
  readonly import: ImportDialog;
  readonly export: ExportDialog;
  readonly server: ServerDialog;
  readonly notices: Notices;
  readonly palette: Palette;
  readonly question: Question;
  readonly readyCount: Locator;
  readonly help: Locator;
  readonly themeButton: Locator;
  readonly languageButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.outline = new Outline(page);
    this.stage = new Stage(page, this.outline);
    this.inspector = new Inspector(page);
    this.terminals = new Terminals(page);
    this.timeline = new Timeline(page);
    this.manifests = new ManifestDialog(page);
    this.sessions = new SessionsDialog(page);
    this.link = new LinkDialog(page);
    this.load = new LoadDialog(page);
    this.scenarios = new ScenariosDialog(page);
    this.import = new ImportDialog(page);
    this.export = new ExportDialog(page);
    this.server = new ServerDialog(page);
    this.notices = new Notices(page);
    this.palette = new Palette(page);
    this.question = new Question(page);
    this.readyCount = page.getByTestId('ready-count');
    this.help = page.getByTestId('help-dialog');
    this.themeButton = page.getByTestId('theme-button');
    this.languageButton = page.getByTestId('language-button');
  }

  /** Presses the button of the themes until the window is in this one. */
  async showTheme(theme: 'light' | 'dark'): Promise<void> {
    const root = this.page.locator('html');
    // Three presses go once round: light, dark, as the system.
    for (let press = 0; press < 3 && (await root.getAttribute('data-theme')) !== theme; press++) {
      await this.themeButton.click();
      await idle(this.page);
    }
    await expect(root).toHaveAttribute('data-theme', theme);
  }

  async showLanguage(language: 'en' | 'zh'): Promise<void> {
    const help = this.page.getByTestId('rail-help');
    const title = { en: 'Keyboard', zh: '键盘' }[language];
    if ((await help.getAttribute('title')) !== title) await this.languageButton.click();
    await expect(help).toHaveAttribute('title', title);
    await idle(this.page);
  }
}
