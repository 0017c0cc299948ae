// One terminal's screen: the library's, with the theme's colours, links to the stage, search, copy and paste.
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import type { EntityRef } from '../../scene/entity.ts';
import { terminalTheme } from '../../theme/terminal-theme.ts';
import { faces, palettes, type ThemeName } from '../../theme/tokens.ts';
import { constructStyles } from './constructed-styles.ts';
import { linkProvider } from './resource-links.ts';

const fontSize = 13;
const scrollback = 5_000;

interface ScreenOptions {
  readonly theme: ThemeName;
  readonly label: string;
  readonly entities: () => ReadonlyMap<string, EntityRef>;
  readonly onType: (text: string) => void;
  readonly onResize: (columns: number, rows: number) => void;
  readonly onSelect: (entity: EntityRef) => void;
  readonly onCopy: (text: string) => void;
  readonly onSearch: () => void;
  readonly onLeave: () => void;
  readonly onFound: (at: number, count: number) => void;
}

export class Screen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #search = new SearchAddon();
  readonly #options: ScreenOptions;
  readonly #observer: ResizeObserver;
  #theme: ThemeName;
  #sought = '';

  constructor(element: HTMLElement, options: ScreenOptions) {
    this.#options = options;
    this.#theme = options.theme;
    constructStyles(document);
    const terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: false,
      fontFamily: faces.mono,
      fontSize,
      lineHeight: 1.25,
      scrollback,
      screenReaderMode: true,
      theme: terminalTheme(options.theme),
    });
    this.#terminal = terminal;
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(this.#search);
    terminal.attachCustomKeyEventHandler((event) => this.#isTyped(event));
    terminal.onData(options.onType);
    terminal.onResize(({ cols, rows }) => {
      options.onResize(cols, rows);
    });
    terminal.registerLinkProvider(linkProvider(terminal, options.entities, options.onSelect));
    this.#search.onDidChangeResults(({ resultIndex, resultCount }) => {
      options.onFound(resultIndex + 1, resultCount);
    });
    terminal.open(element);
    terminal.textarea?.setAttribute('aria-label', options.label);
    this.#observer = new ResizeObserver(() => {
      this.fit();
    });
    this.#observer.observe(element);
    this.fit();
  }

  print(text: string, drawn: () => void): void {
    this.#terminal.write(text, drawn);
  }

  focus(): void {
    this.#terminal.focus();
  }

  setTheme(theme: ThemeName): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#terminal.options.theme = terminalTheme(theme);
    // What was found is marked in the colours of the theme.
    if (this.#sought !== '') this.find(this.#sought, 'next', true);
  }

  setReadOnly(readOnly: boolean): void {
    this.#terminal.options.disableStdin = readOnly;
  }

  /** As many columns and rows as there is room for; nothing while it is hidden. */
  fit(): void {
    const size = this.#fit.proposeDimensions();
    if (size && size.cols > 1 && size.rows > 0) this.#fit.fit();
  }

  find(text: string, direction: 'next' | 'previous', incremental = false): void {
    this.#sought = text;
    this.#search.clearDecorations();
    const { accentSoft, accent, starting } = palettes[this.#theme];
    const decorations = {
      matchBackground: accentSoft,
      matchOverviewRuler: accent,
      activeMatchBackground: starting,
      activeMatchColorOverviewRuler: starting,
    };
    if (direction === 'next') this.#search.findNext(text, { incremental, decorations });
    else this.#search.findPrevious(text, { decorations });
  }

  endSearch(): void {
    this.#sought = '';
    this.#search.clearDecorations();
    this.#terminal.clearSelection();
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#terminal.dispose();
  }

  /** Keys that are the window's own are not sent to the shell. */
  #isTyped(event: KeyboardEvent): boolean {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === '`') return false;
    // The page pastes by itself.
    if ((command && event.key.toLowerCase() === 'v') || (event.shiftKey && event.key === 'Insert')) return false;
    const act = this.#actionOf(event, command);
    if (!act) return true;
    event.preventDefault();
    if (event.type === 'keydown') act();
    return false;
  }

  #actionOf({ key, shiftKey, metaKey }: KeyboardEvent, command: boolean): (() => void) | undefined {
    const letter = key.toLowerCase();
    if (key === 'F6') return this.#options.onLeave;
    if (command && (shiftKey || metaKey) && letter === 'f') return this.#options.onSearch;
    if (command && (shiftKey || metaKey) && letter === 'c') {
      return () => {
        this.#options.onCopy(this.#terminal.getSelection());
      };
    }
    return undefined;
  }
}
