export type DialogName =
  'import' | 'export' | 'server' | 'manifest' | 'sessions' | 'load' | 'scenarios' | 'help' | 'link' | 'palette';

/** Asked before something that cannot be taken back. */
export interface Question {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly run: () => void;
}

/** Which dialog is open; one at a time, and a question may lie over it. */
export class DialogsStore {
  open = $state<DialogName | undefined>(undefined);
  question = $state.raw<Question | undefined>(undefined);
  outlineOpen = $state(false);
  /** The node whose link is set. */
  linkNode = $state('');
  /** Text that the manifest dialog begins with. */
  pasted = $state('');

  show(name: DialogName): void {
    this.open = name;
  }

  /** Opens the manifest dialog with what was pasted into the window. */
  paste(text: string): void {
    this.pasted = text;
    this.open = 'manifest';
  }

  editLink(node: string): void {
    this.linkNode = node;
    this.open = 'link';
  }

  close(): void {
    this.open = undefined;
    this.pasted = '';
  }

  ask(question: Question): void {
    this.question = question;
  }
}
