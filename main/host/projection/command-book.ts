// The commands that people run in containers, with what they write: the newest ones, and of each the end of its output.
import type { ExecFeed } from '../../../preload/contract/inputs.ts';
import type { CommandView } from '../../../preload/contract/views.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';

/** Sessions of earlier versions do not tell whether input has ended. */
export type SavedCommands = readonly (Omit<CommandView, 'inputEnded'> & { readonly inputEnded?: boolean })[];

const COMMANDS_MAX = 100;
const OUTPUT_CHARACTERS_MAX = 16_384;

type Output = CommandView['output'];

export class CommandBook {
  readonly #commands: Map<string, CommandView>;

  constructor(saved: SavedCommands = []) {
    this.#commands = new Map(
      saved.map((command) => [command.uid, { ...command, inputEnded: command.inputEnded ?? false }]),
    );
  }

  get(uid: string): CommandView | undefined {
    return this.#commands.get(uid);
  }

  uids(): IterableIterator<string> {
    return this.#commands.keys();
  }

  /** Takes a record in, and names the commands that it changed. */
  fold(record: JournalRecord): readonly string[] {
    switch (record.type) {
      case 'exec-started': {
        const { exec: uid, namespace, pod, podUid, container, argv, t: startedUs } = record;
        const place = { uid, namespace, pod, podUid, container };
        this.#commands.set(uid, {
          ...place,
          argv,
          startedUs,
          ended: undefined,
          output: [],
          leftOut: 0,
          inputEnded: false,
        });
        return [uid, ...this.#forgetOldest()];
      }
      case 'input-accepted':
        return record.input.type === 'exec-input' ? this.#fed(record.input.feed) : [];
      case 'exec-written':
        return this.#change(record.exec, (command) => written(command, record.stream, record.text));
      case 'exec-ended': {
        const { t: timeUs, exitCode } = record;
        return this.#change(record.exec, (command) => ({ ...command, ended: { timeUs, exitCode } }));
      }
      default:
        return [];
    }
  }

  save(): SavedCommands {
    return [...this.#commands.values()];
  }

  #fed({ exec, text, interrupt }: ExecFeed): readonly string[] {
    if (interrupt) return this.#change(exec, (command) => written(command, 'stdin', '^C\n'));
    if (text === undefined) return this.#change(exec, (command) => ({ ...command, inputEnded: true }));
    return this.#change(exec, (command) => written(command, 'stdin', text));
  }

  #change(uid: string, change: (command: CommandView) => CommandView): readonly string[] {
    const command = this.#commands.get(uid);
    if (!command) return [];
    this.#commands.set(uid, change(command));
    return [uid];
  }

  #forgetOldest(): readonly string[] {
    const [oldest] = this.#commands.keys();
    if (this.#commands.size <= COMMANDS_MAX || oldest === undefined) return [];
    this.#commands.delete(oldest);
    return [oldest];
  }
}

function written(command: CommandView, stream: Output[number]['stream'], text: string): CommandView {
  const last = command.output.at(-1);
  const together = last?.stream === stream;
  const before = together ? command.output.slice(0, -1) : command.output;
  const output = [...before, { stream, text: together ? last.text + text : text }];
  return withoutBeginning({ ...command, output });
}

/** Leaves out what is too much, from the beginning. */
function withoutBeginning(command: CommandView): CommandView {
  let excess = command.output.reduce((sum, { text }) => sum + text.length, 0) - OUTPUT_CHARACTERS_MAX;
  if (excess <= 0) return command;
  const leftOut = command.leftOut + excess;
  const output = command.output.flatMap(({ stream, text }): Output => {
    const rest = text.slice(Math.max(0, excess));
    excess -= text.length;
    return rest === '' ? [] : [{ stream, text: rest }];
  });
  return { ...command, output, leftOut };
}
