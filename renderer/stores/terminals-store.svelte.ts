import { TYPED_MAX, type TerminalPlace, type TerminalPush } from '../../preload/contract/terminals.ts';
import type { Caller } from './caller.ts';
import { mapOf, withEntry, withoutEntry } from './maps.ts';

/** One terminal as its tab shows it. */
export interface TerminalTab {
  readonly id: string;
  readonly place: TerminalPlace;
  readonly busy: boolean;
  /** Undefined while its shell lives. */
  readonly exitCode: number | undefined;
}

/** A file that is open in the editor. */
export type TerminalEdit = Extract<TerminalPush, { readonly type: 'terminal-edit' }>;

/** Takes what a terminal prints; calls back when so much of it has been drawn. */
export type TerminalScreen = (text: string, drawn: () => void) => void;

/** What is printed before the terminal is drawn is kept, up to so much. */
const earlyMax = 262_144;
const startSize = { columns: 100, rows: 12 };

/** The terminals of this window. Their shells live in the host. */
export class TerminalsStore {
  /** Whether their panel is shown. */
  shown = $state(false);
  tabs = $state.raw<readonly TerminalTab[]>([]);
  current = $state<string | undefined>(undefined);
  /** The oldest that waits; the next follows when it is done. */
  edit = $state.raw<TerminalEdit | undefined>(undefined);
  /** Counts up when the terminal that is shown is to take the focus. */
  focusWanted = $state(0);
  private edits: readonly TerminalEdit[] = [];
  private readonly caller: Caller;
  private screens: ReadonlyMap<string, TerminalScreen> = mapOf();
  private early: ReadonlyMap<string, string> = mapOf();
  private size = startSize;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  /** Opens a shell and shows it. */
  async open(place: TerminalPlace): Promise<void> {
    this.shown = true;
    const opened = await this.caller.call('terminal:open', { place, ...this.size });
    if (!opened) {
      if (this.tabs.length === 0) this.shown = false;
      return;
    }
    const id = opened.terminal;
    this.tabs = [...this.tabs, { id, place, busy: false, exitCode: undefined }];
    this.show(id);
  }

  show(id: string): void {
    this.current = id;
    this.shown = true;
    this.focusWanted += 1;
  }

  /** Shows the panel with a shell in it, or hides it. */
  toggle(): void {
    if (this.shown) this.shown = false;
    else if (this.current === undefined) void this.open({ kind: 'outside' });
    else this.show(this.current);
  }

  /** Ends the shell, if it lives, and takes its tab away. */
  close(id: string): void {
    const tab = this.tabs.find((one) => one.id === id);
    if (tab?.exitCode === undefined) void this.caller.ask('terminal:close', { terminal: id });
    this.remove(id);
  }

  /** The same place anew, in place of a shell that has ended. */
  async again({ id, place }: TerminalTab): Promise<void> {
    this.remove(id);
    await this.open(place);
  }

  type(id: string, text: string): void {
    for (let at = 0; at < text.length; at += TYPED_MAX) {
      void this.caller.ask('terminal:input', { terminal: id, text: text.slice(at, at + TYPED_MAX) });
    }
  }

  resize(id: string, columns: number, rows: number): void {
    this.size = { columns, rows };
    void this.caller.ask('terminal:resize', { terminal: id, columns, rows });
  }

  /** From now on `screen` is told what the terminal prints; answers how to end that. */
  draw(id: string, screen: TerminalScreen): () => void {
    this.screens = withEntry(this.screens, id, screen);
    const early = this.early.get(id);
    this.early = withoutEntry(this.early, id);
    if (early !== undefined) this.print(id, early);
    return () => {
      this.screens = withoutEntry(this.screens, id);
    };
  }

  /** Ends the edit that is shown; without text the file stays as it was. */
  endEdit(text: string | undefined): void {
    const edit = this.edit;
    if (!edit) return;
    void this.caller.ask('terminal:edited', {
      terminal: edit.terminal,
      edit: edit.edit,
      ...(text !== undefined && { text }),
    });
    this.dropEdits((one) => one === edit);
    this.focusWanted += 1;
  }

  take(push: TerminalPush): void {
    const id = push.terminal;
    switch (push.type) {
      case 'terminal-output':
        this.print(id, push.text);
        return;
      case 'terminal-busy':
        this.change(id, { busy: push.busy });
        return;
      case 'terminal-edit':
        this.edits = [...this.edits, push];
        this.edit ??= push;
        return;
      case 'terminal-edit-ended':
        this.dropEdits((edit) => edit.terminal === id && edit.edit === push.edit);
        return;
      case 'terminal-closed':
        this.end(id, push.exitCode);
        return;
    }
  }

  /** The host that their shells lived in is no more. */
  loseAll(): void {
    this.tabs = this.tabs.map((tab) => ({ ...tab, busy: false, exitCode: tab.exitCode ?? 129 }));
    this.dropEdits(() => true);
  }

  private end(id: string, exitCode: number): void {
    this.dropEdits((edit) => edit.terminal === id);
    const tab = this.tabs.find((one) => one.id === id);
    // Why a shell in a Pod has ended, or has not even begun, is worth reading.
    if (tab?.place.kind === 'pod' && exitCode !== 0) this.change(id, { busy: false, exitCode });
    else this.remove(id);
  }

  private print(id: string, text: string): void {
    const screen = this.screens.get(id);
    if (!screen) {
      this.early = withEntry(this.early, id, ((this.early.get(id) ?? '') + text).slice(-earlyMax));
      return;
    }
    screen(text, () => void this.caller.ask('terminal:drawn', { terminal: id, characters: text.length }));
  }

  private change(id: string, change: Partial<TerminalTab>): void {
    this.tabs = this.tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab));
  }

  private remove(id: string): void {
    const at = this.tabs.findIndex((tab) => tab.id === id);
    this.tabs = this.tabs.filter((tab) => tab.id !== id);
    this.early = withoutEntry(this.early, id);
    if (this.current === id) this.current = (this.tabs[at] ?? this.tabs[at - 1])?.id;
    if (this.tabs.length === 0) this.shown = false;
    else this.focusWanted += 1;
  }

  private dropEdits(isDropped: (edit: TerminalEdit) => boolean): void {
    this.edits = this.edits.filter((edit) => !isDropped(edit));
    if (this.edit && isDropped(this.edit)) this.edit = this.edits[0];
  }
}
