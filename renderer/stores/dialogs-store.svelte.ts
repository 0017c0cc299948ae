export type DialogName = 'manifest' | 'sessions' | 'load' | 'scenarios' | 'help';

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

  close(): void {
    this.open = undefined;
    this.pasted = '';
  }

  ask(question: Question): void {
    this.question = question;
  }
}
