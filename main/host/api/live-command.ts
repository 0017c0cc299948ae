// A command in a container of the living cluster, as its caller holds it.
import type { ExecFeed, ExecInput } from '../../../preload/contract/inputs.ts';
import type { CommandListener, RunningCommand } from '../../apiserver/door.ts';
import type { LiveWorld } from './live-world.ts';

export class LiveCommand implements RunningCommand {
  readonly #world: LiveWorld;
  readonly #caller: string;
  readonly #place: Pick<ExecInput, 'namespace' | 'pod' | 'container'>;
  readonly #id: string;

  /** `id` is the number by which records name the command. */
  constructor(world: LiveWorld, caller: string, { namespace, pod, container }: ExecInput, id: string) {
    this.#world = world;
    this.#caller = caller;
    this.#place = { namespace, pod, container };
    this.#id = id;
  }

  follow({ onOutput, onEnd }: CommandListener): () => void {
    const look = () => {
      const { output, exitCode } = this.#world.logBook.execs.take(this.#id);
      for (const { stream, text } of output) onOutput(stream, text);
      if (exitCode === undefined) return;
      end();
      onEnd(exitCode);
    };
    const end = this.#world.onCommit(look);
    look();
    return end;
  }

  async feed(text: string | undefined): Promise<void> {
    await this.#submit(text === undefined ? {} : { text });
  }

  async interrupt(): Promise<void> {
    await this.#submit({ interrupt: true });
  }

  /** A command that has ended reads nothing any more; nobody minds. */
  async #submit(what: Pick<ExecFeed, 'text' | 'interrupt'>): Promise<void> {
    const feed = { ...this.#place, exec: this.#id, ...what };
    await this.#world.submit({ type: 'exec-input', feed }, this.#caller);
  }
}
